def f(a, b, /, c, *args, d, **kw):
    e = 1
c = f.__code__
print(c.co_varnames, c.co_argcount, c.co_posonlyargcount, c.co_kwonlyargcount, c.co_name)
# expect: ('a', 'b', 'c', 'd', 'args', 'kw', 'e') 3 2 1 f
