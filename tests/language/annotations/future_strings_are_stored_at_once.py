from __future__ import annotations


class Meta(type):
    def __new__(meta, name, bases, namespace):
        print(namespace.get("__annotations__"))  # expect: {'x': 'Undefined', 'y': 'int'}
        return super().__new__(meta, name, bases, namespace)


class A(metaclass=Meta):
    x: Undefined
    y: int = 0


z: list[int]
print(__annotations__)  # expect: {'z': 'list[int]'}
