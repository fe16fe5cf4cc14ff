from contextlib import contextmanager
@contextmanager
def around():
    print("in")
    yield
    print("out")
@around()
def f(x): print("f", x)
f(1)
f(2)

# expect:
# in
# f 1
# out
# in
# f 2
# out
