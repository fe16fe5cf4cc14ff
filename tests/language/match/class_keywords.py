class P:
    def __init__(self, **kw): self.__dict__.update(kw)
def f(x):
    match x:
        case P(x=0, y=y): return ("on axis", y)
        case P(z=z): return ("has z", z)
        case P(): return "some P"
print(f(P(x=0, y=5)), f(P(z=1)), f(P()), f(3))  # expect: ('on axis', 5) ('has z', 1) some P None
