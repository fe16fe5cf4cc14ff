class A:
    def who(self): return "A"
    def hello(self): return "hello " + self.who()
class B(A):
    def who(self): return "B"
print(A().hello(), B().hello())  # expect: hello A hello B
print(issubclass(B, A), isinstance(B(), A), isinstance(A(), B))  # expect: True True False
