import inspect

for kind in bool, float, list, tuple, enumerate, property, reversed, complex:
    print(kind.__name__, inspect.signature(kind))
# expect:
# bool (object=False, /)
# float (x=0, /)
# list (iterable=(), /)
# tuple (iterable=(), /)
# enumerate (iterable, start=0)
# property (fget=None, fset=None, fdel=None, doc=None)
# reversed (sequence, /)
# complex (real=0, imag=0)
