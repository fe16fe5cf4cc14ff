class A:
    def m(self): return "A.m"
class B(A):
    def m(self): return "B.m"
class C(B): pass
print(super(C, C()).m(), super(B, C()).m())  # expect: B.m A.m
print(super(B, C).m is A.m)  # expect: True
