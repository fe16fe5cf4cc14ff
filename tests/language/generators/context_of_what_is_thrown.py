# What is thrown in has for context what the generator itself handles, not what the caller does.
def plain():
    yield


def handling():
    try:
        raise KeyError("inside")
    except KeyError:
        yield


for make in plain, handling:
    g = make()
    next(g)
    try:
        try:
            raise ValueError("caller")
        except ValueError:
            g.throw(TypeError("thrown"))
    except TypeError as e:
        print(repr(e.__context__))
# expect:
# None
# KeyError('inside')
