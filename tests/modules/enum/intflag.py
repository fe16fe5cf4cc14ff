from enum import IntFlag
class F(IntFlag):
    A = 1
    B = 4
print(F.A | F.B, repr(F.A | F.B), (F.A | F.B) + 1, F.A | 2)  # expect: 5 <F.A|B: 5> 6 3
print(F(5) == 5, F.B in F(5), f"{F.A}")  # expect: True True 1
