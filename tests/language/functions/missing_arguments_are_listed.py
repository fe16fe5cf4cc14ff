def f(a, b, c, d=0): pass
def g(*, x, y): pass
def h(): pass
for call in (lambda: f(), lambda: f(1), lambda: f(1, 2), lambda: g(), lambda: g(y=1)):
    try:
        call()
    except TypeError as e:
        print(e)
# expect:
# f() missing 3 required positional arguments: 'a', 'b', and 'c'
# f() missing 2 required positional arguments: 'b' and 'c'
# f() missing 1 required positional argument: 'c'
# g() missing 2 required keyword-only arguments: 'x' and 'y'
# g() missing 1 required keyword-only argument: 'x'
