C = type("C", (list,), {"twice": lambda self: self * 2})
print(C([1]).twice(), C.__name__, C.__bases__)  # expect: [1, 1] C (<class 'list'>,)
