from enum import Flag, auto
class P(Flag):
    R = auto()
    W = auto()
    X = auto()
    RW = R | W
print(P.R | P.X, repr(P.R | P.W), P.RW & P.W, ~P.R, P.R ^ P.RW)  # expect: P.R|X <P.RW: 3> P.W P.W|X P.W
print(bool(P.R & P.W), P.R in P.RW, list(P.RW), P(0), P.X.value)  # expect: False True [<P.R: 1>, <P.W: 2>] P(0) 4
print(len(P.RW), P(5))  # expect: 2 P.R|X
