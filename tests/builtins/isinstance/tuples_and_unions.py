print(isinstance(5, int), isinstance(5, (str, int)))  # expect: True True
print(isinstance(5, int | str), isinstance("a", (bytes, (int, str))))  # expect: True True
print(isinstance(True, int), isinstance(None, type(None)))  # expect: True True
print(isinstance(None, int | None))  # expect: True
try:
    isinstance(5, "int")
except TypeError as e:
    print(e)  # expect: isinstance() arg 2 must be a type, a tuple of types, or a union
isinstance(5, list[int])  # expect error: TypeError: isinstance() argument 2 cannot be a parameterized generic
