print(IOError is OSError, EnvironmentError is OSError)  # expect: True True
print(issubclass(ConnectionResetError, ConnectionError))  # expect: True
print(issubclass(ConnectionError, OSError), issubclass(BrokenPipeError, OSError))  # expect: True True
