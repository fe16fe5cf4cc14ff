print(NotImplemented, type(NotImplemented).__name__)  # expect: NotImplemented NotImplementedType
class A:
    def __eq__(self, other): return NotImplemented
a = A()
print(a == a, a == A(), a != A())  # expect: True False True
