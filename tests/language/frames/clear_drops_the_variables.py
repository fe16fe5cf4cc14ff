import sys


class Resource:
    def __del__(self):
        print("released")


def use():
    held = Resource()
    return sys._getframe()


frame = use()
print("ended")
frame.clear()
print(dict(frame.f_locals))

try:
    sys._getframe().clear()
except RuntimeError as e:
    print(e)
# expect:
# ended
# released
# {}
# cannot clear an executing frame
