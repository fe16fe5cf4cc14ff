class B:
    def __bool__(self): return 1
class L:
    def __init__(self, n): self.n = n
    def __len__(self): return self.n
for f, x in ((bool, B()), (len, L(-1)), (len, L("x"))):
    try:
        f(x)
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
# expect:
# TypeError __bool__ should return bool, returned int
# ValueError __len__() should return >= 0
# TypeError 'str' object cannot be interpreted as an integer
