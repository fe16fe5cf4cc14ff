from collections import UserDict
from collections.abc import Mapping, Sequence, Iterable, Callable, Hashable, MutableMapping, Iterator
class U(UserDict):
    def __setitem__(self, k, v): super().__setitem__(k.upper(), v)
u = U(a=1)
u["b"] = 2
print(u, isinstance({}, Mapping), isinstance([], Sequence))  # expect: {'A': 1, 'B': 2} True True
print(isinstance("", Iterable), isinstance(len, Callable))  # expect: True True
print(isinstance([], Hashable), isinstance(u, MutableMapping))  # expect: False True
print(isinstance(iter([]), Iterator))  # expect: True
