# A generator that delegates and does not catch what was thrown adds what it handles itself.
def inner():
    yield


def outer():
    try:
        raise KeyError("outer")
    except KeyError:
        yield from inner()


g = outer()
next(g)
try:
    g.throw(ValueError)
except ValueError as e:
    print(repr(e.__context__))  # expect: KeyError('outer')
