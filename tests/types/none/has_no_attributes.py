None.x  # expect error: AttributeError: 'NoneType' object has no attribute 'x'
