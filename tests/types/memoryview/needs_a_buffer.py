memoryview("text")  # expect error: TypeError: memoryview: a bytes-like object is required, not 'str'
