from abc import ABC
class Quacks(ABC):
    @classmethod
    def __subclasshook__(cls, c): return hasattr(c, "quack")
class Duck:
    def quack(self): pass
print(isinstance(Duck(), Quacks), issubclass(int, Quacks))  # expect: True False
