class MyError(Exception):
    def __init__(self, code, text):
        super().__init__(text)
        self.code = code
e = MyError(5, "bad")
print(e, repr(e), e.args, e.code)  # expect: bad MyError('bad') ('bad',) 5
class NoSuper(Exception):
    def __init__(self, a, b): self.a = a
n = NoSuper(1, 2)
print(n, repr(n), n.args)  # expect: (1, 2) NoSuper(1, 2) (1, 2)
