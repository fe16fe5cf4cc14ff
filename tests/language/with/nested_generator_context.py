from contextlib import contextmanager
@contextmanager
def tag(name):
    print("<" + name)
    try:
        yield name.upper()
    except ValueError as e:
        print("saw", e)
    finally:
        print(">" + name)
with tag("a") as a, tag("b") as b:
    print(a, b)
    raise ValueError("x")
# expect:
# <a
# <b
# A B
# saw x
# >b
# >a
