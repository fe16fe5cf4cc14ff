import _lazy
from _lazy import made_one
print(_lazy.made_two, made_one, dir(_lazy))  # expect: MADE_TWO MADE_ONE ['made_up']
try:
    _lazy.other
except AttributeError as e:
    print(e)  # expect: nothing named other
