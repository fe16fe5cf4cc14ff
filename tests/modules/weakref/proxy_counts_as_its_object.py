import weakref


class A: ...


a = A()
print(isinstance(weakref.proxy(a), A), weakref.proxy(a).__class__ is A)  # expect: True True
print(isinstance(weakref.proxy(a), int), type(weakref.proxy(a)) is A)  # expect: False False
