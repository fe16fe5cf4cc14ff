A = type("A", (), {"x": 1, "double": lambda self: self.x * 2})
B = type("B", (A,), {"x": 5})
print(A.__name__, A().double(), B().double(), B.__bases__ == (A,))  # expect: A 2 10 True
print(isinstance(B(), A))  # expect: True
try:
    type("C", (), [])
except TypeError as e:
    print(e)  # expect: type.__new__() argument 3 must be dict, not list
type("a", "b")  # expect error: TypeError: type() takes 1 or 3 arguments
