class C:
    a: int
    b: str = "x"
    a2: "Later" = None
print(C.__annotations__, hasattr(C, "a"), C.b)  # expect: {'a': <class 'int'>, 'b': <class 'str'>, 'a2': 'Later'} False x
