class A:
    def __lt__(self, o): return "A.lt"
    def __ge__(self, o): return NotImplemented
print(A() < 1, 1 > A())  # expect: A.lt A.lt
class B:
    def __le__(self, o): return "B.le"
print(A() >= B())  # expect: B.le
class S(A):
    def __gt__(self, o): return "S.gt"
print(A() < S())  # expect: S.gt
