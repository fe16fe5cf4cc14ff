class A:
    @property
    def v(self): return 1
class B(A):
    @A.v.getter
    def v(self): return 2
class C(A):
    v = 3
print(A().v, B().v, C().v)  # expect: 1 2 3
