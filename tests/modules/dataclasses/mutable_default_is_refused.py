from dataclasses import dataclass
try:
    @dataclass
    class A:
        x: list = []
except ValueError as e:
    print(e)  # expect: mutable default <class 'list'> for field x is not allowed: use default_factory
try:
    @dataclass
    class B:
        x: int = 1
        y: int
except TypeError as e:
    print(e)  # expect: non-default argument 'y' follows default argument 'x'
