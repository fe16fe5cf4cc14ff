class A:
    x = "plain"
    @property
    def p(self): return "A.p"
class B(A):
    x = "sub"
    @property
    def p(self): return super().p + " via B, " + super().x
print(B().p)  # expect: A.p via B, plain
