print((1,) + (2,), (1, 2) * 2, () * 5, 2 in (1, 2), (1, 2) < (1, 3), (1,) == (1.0,))  # expect: (1, 2) (1, 2, 1, 2) () True True True
def error(f):
    try:
        f()
    except TypeError as e:
        return str(e)
print(error(lambda: (1,) + [2]))  # expect: can only concatenate tuple (not "list") to tuple
print(error(lambda: (1,) < [2]))  # expect: '<' not supported between instances of 'tuple' and 'list'
t = (1,)
print(error(lambda: t["a"]))  # expect: tuple indices must be integers or slices, not str
print(error(lambda: t.append(1)) if hasattr(t, "append") else "no append")  # expect: no append
