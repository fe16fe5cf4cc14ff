from typing import Protocol, runtime_checkable
@runtime_checkable
class Closer(Protocol):
    def close(self) -> None: ...
class A:
    def close(self): pass
class Q(Protocol):
    x: int
print(isinstance(A(), Closer), isinstance(5, Closer), issubclass(A, Closer))  # expect: True False True
try:
    isinstance(A(), Q)
except TypeError as e:
    print(e)  # expect: Instance and class checks can only be used with @runtime_checkable protocols
try:
    Closer()
except TypeError as e:
    print(e)  # expect: Protocols cannot be instantiated
