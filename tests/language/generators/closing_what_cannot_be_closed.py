import sys

class Broken:
    def __iter__(self):
        return self
    def __next__(self):
        return 1
    def __getattr__(self, name):
        1 / 0

def g():
    yield from Broken()

sys.unraisablehook = lambda u: print(u.exc_type.__name__)
i = g()
next(i)
i.close()  # expect: ZeroDivisionError
