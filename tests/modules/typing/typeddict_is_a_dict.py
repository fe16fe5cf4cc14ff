from typing import TypedDict, NotRequired
class D(TypedDict, total=False):
    a: int
    b: str
d = D(a=1, b="x")
print(d, type(d) is dict, D.__total__, sorted(D.__optional_keys__))  # expect: {'a': 1, 'b': 'x'} True False ['a', 'b']
print(D.__annotations__)  # expect: {'a': <class 'int'>, 'b': <class 'str'>}
