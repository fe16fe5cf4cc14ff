import collections
import collections.abc


def kind(subject):
    match subject:
        case {}:
            return "mapping"
        case [*_]:
            return "sequence"


class A(collections.UserList, collections.abc.Mapping):
    pass


class B(collections.UserDict, list):
    pass


class Late:
    def __len__(self):
        return 0


class Below(Late):
    pass


print(kind(A()), kind(B()), kind(Below()))  # expect: sequence mapping None
collections.abc.Sequence.register(Late)
print(kind(Late()), kind(Below()))  # expect: sequence sequence
