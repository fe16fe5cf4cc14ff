# PEP 667: f_locals of a function's frame reads and writes its variables.
import sys


def change():
    sys._getframe(1).f_locals["x"] = "changed"


def own():
    x = "first"
    sys._getframe().f_locals["x"] = "second"
    print(x)  # expect: second
    change()
    print(x)  # expect: changed
    view = sys._getframe().f_locals
    view["extra"] = 1
    print(locals()["extra"], "extra" in view)  # expect: 1 True
    x = 3
    print(view["x"])  # expect: 3
    try:
        del view["x"]
    except TypeError as e:
        print(e)  # expect: cannot remove variables from FrameLocalsProxy


def shared():
    value = 1

    def inner():
        sys._getframe().f_locals["value"] = 2
        return value

    inner()
    return value


own()
print(shared())  # expect: 2


def gen():
    step = 1
    yield
    yield step


g = gen()
next(g)
g.gi_frame.f_locals["step"] = 10
print(next(g))  # expect: 10
