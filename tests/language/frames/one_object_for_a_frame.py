import sys


def own():
    frame = sys._getframe()
    try:
        raise KeyError
    except KeyError as e:
        print(e.__traceback__.tb_frame is frame)  # expect: True
    print(sys._getframe() is frame)  # expect: True
    print(inner(frame))  # expect: True


def inner(caller):
    return sys._getframe().f_back is caller


own()


def count():
    yield sys._getframe()


g = count()
frame = g.gi_frame
print(next(g) is frame, g.gi_frame is frame)  # expect: True True
