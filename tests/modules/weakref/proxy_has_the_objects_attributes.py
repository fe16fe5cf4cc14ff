import weakref


class A:
    def __init__(self):
        self.x = 1

    def __call__(self, y):
        return self.x + y


a = A()
p = weakref.proxy(a)
print(p.x, p(2), type(p).__name__)  # expect: 1 3 CallableProxyType
p.z = 5
print(a.z, isinstance(p, A))  # expect: 5 True
del p.z
print(hasattr(a, "z"))  # expect: False
del a
try:
    p.x
except ReferenceError as e:
    print(e)  # expect: weakly-referenced object no longer exists
