x: int = 1
print(__annotations__)  # expect: {'x': <class 'int'>}
__annotations__["y"] = "by hand"
print(list(__annotations__))  # expect: ['x', 'y']

class C:
    a: int
    print(list(__annotations__))  # expect: ['a']
    b: str

print(list(C.__annotations__))  # expect: ['a', 'b']
