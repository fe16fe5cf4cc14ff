from typing import get_type_hints, get_origin, get_args
def f(a: int, b: "str" = "x") -> list[int]: ...
class A:
    x: int
    y: "A"
print(get_type_hints(f), get_type_hints(A)["x"])  # expect: {'a': <class 'int'>, 'b': <class 'str'>, 'return': list[int]} <class 'int'>
print(get_type_hints(A)["y"] is A, f.__annotations__)  # expect: True {'a': <class 'int'>, 'b': 'str', 'return': list[int]}
print(get_origin(list[int]), get_args(dict[str, int]))  # expect: <class 'list'> (<class 'str'>, <class 'int'>)
