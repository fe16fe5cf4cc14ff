class C:
    def m(self, x): pass
try:
    C().m()
except TypeError as e:
    print(e)  # expect: C.m() missing 1 required positional argument: 'x'
try:
    C().m(1, 2)
except TypeError as e:
    print(e)  # expect: C.m() takes 2 positional arguments but 3 were given
def outer():
    def inner(a): pass
    return inner
try:
    outer()()
except TypeError as e:
    print(e)  # expect: outer.<locals>.inner() missing 1 required positional argument: 'a'
