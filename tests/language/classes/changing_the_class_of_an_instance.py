class A:
    def who(self): return "A"
class B:
    def who(self): return "B"
x = A()
x.__class__ = B
print(x.who(), type(x) is B)  # expect: B True
try:
    x.__class__ = int
except TypeError as e:
    print(e)  # expect: __class__ assignment only supported for mutable types or ModuleType subclasses
