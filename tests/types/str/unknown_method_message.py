"abc".shout()  # expect error: AttributeError: 'str' object has no attribute 'shout'
