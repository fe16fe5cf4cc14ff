class A:
    @property
    def x(self): return 1
try:
    del A().x
except AttributeError as e:
    print(e)  # expect: property 'x' of 'A' object has no deleter
A().x = 2  # expect error: AttributeError: property 'x' of 'A' object has no setter
