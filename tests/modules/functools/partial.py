from functools import partial
def f(a, b, c=3, *, d=4): return (a, b, c, d)
p = partial(f, 1, d=9)
print(p(2), p(2, 5), p(2, d=0), p.args, p.keywords, p.func is f)  # expect: (1, 2, 3, 9) (1, 2, 5, 9) (1, 2, 3, 0) (1,) {'d': 9} True
q = partial(p, 7)
print(q(), q.args, partial(int, base=2)("101"), repr(partial(len, [1])))  # expect: (1, 7, 3, 9) (1, 7) 5 functools.partial(<built-in function len>, [1])
partial()  # expect error: TypeError: type 'partial' takes at least one argument
