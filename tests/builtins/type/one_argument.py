print(type(1), type("a"), type([]), type(None), type(type), type(len), type(...))  # expect: <class 'int'> <class 'str'> <class 'list'> <class 'NoneType'> <class 'type'> <class 'builtin_function_or_method'> <class 'ellipsis'>
print(type(1) is int, type(True) is int, type(1.0) == float)  # expect: True False True
