None.x = 1  # expect error: AttributeError: 'NoneType' object has no attribute 'x' and no __dict__ for setting new attributes
