from abc import ABC, abstractmethod
class Shape(ABC):
    @abstractmethod
    def area(self): ...
    @property
    @abstractmethod
    def name(self): ...
    def describe(self): return f"{self.name}: {self.area()}"
class Sq(Shape):
    name = "square"
    def area(self): return 4
print(Sq().describe(), sorted(Shape.__abstractmethods__))  # expect: square: 4 ['area', 'name']
class Half(Shape):
    def area(self): return 0
try:
    Half()
except TypeError as e:
    print(e)  # expect: Can't instantiate abstract class Half without an implementation for abstract method 'name'
Shape()  # expect error: TypeError: Can't instantiate abstract class Shape without an implementation for abstract methods 'area', 'name'
