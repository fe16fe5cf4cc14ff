class U:
    def __neg__(self): return "neg"
    def __pos__(self): return "pos"
    def __invert__(self): return "inv"
    def __abs__(self): return "abs"
u = U()
print(-u, +u, ~u, abs(u), not u)
for f in (lambda: -"a", lambda: +[], lambda: ~1.5):
    try:
        f()
    except TypeError as e:
        print(e)
# expect:
# neg pos inv abs False
# bad operand type for unary -: 'str'
# bad operand type for unary +: 'list'
# bad operand type for unary ~: 'float'
