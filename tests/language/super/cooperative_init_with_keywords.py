class Root:
    def __init__(self, **kw): print("Root", kw)
class Left(Root):
    def __init__(self, *, left, **kw):
        print("Left", left)
        super().__init__(**kw)
class Right(Root):
    def __init__(self, *, right, **kw):
        print("Right", right)
        super().__init__(**kw)
class Both(Left, Right): pass
Both(right=2, left=1)
# expect:
# Left 1
# Right 2
# Root {}
