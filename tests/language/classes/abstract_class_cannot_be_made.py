from abc import ABC, abstractmethod
class Shape(ABC):
    @abstractmethod
    def area(self): pass
    @property
    @abstractmethod
    def name(self): pass
class Half(Shape):
    def area(self): return 1
for c in (Shape, Half):
    try:
        c()
    except TypeError as e:
        print(e)
class Full(Half):
    name = "full"
print(Full().area(), Full().name)
# expect:
# Can't instantiate abstract class Shape without an implementation for abstract methods 'area', 'name'
# Can't instantiate abstract class Half without an implementation for abstract method 'name'
# 1 full
