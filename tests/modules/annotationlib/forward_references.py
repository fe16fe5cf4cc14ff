# only taipan: annotationlib is new in Python 3.14
from annotationlib import Format, get_annotations


class A:
    x: Later[int]
    y: "text"
    z: int


def f(a: b.c | None, *args: d[e]) -> g(h): ...


print(get_annotations(A, format=Format.STRING))  # expect: {'x': 'Later[int]', 'y': 'text', 'z': 'int'}
print(get_annotations(f, format=Format.STRING))  # expect: {'a': 'b.c | None', 'args': 'd[e]', 'return': 'g(h)'}
found = get_annotations(A, format=Format.FORWARDREF)
print(type(found["x"]).__name__, found["y"], found["z"])  # expect: ForwardRef text <class 'int'>
Later = list
print(found["x"].evaluate())  # expect: list[int]
