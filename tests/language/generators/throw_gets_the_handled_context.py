def suspended_in_a_handler():
    try:
        raise KeyError("a")
    except KeyError:
        yield

g = suspended_in_a_handler()
next(g)
try:
    g.throw(ValueError)
except ValueError as e:
    print(repr(e.__context__))  # expect: KeyError('a')
