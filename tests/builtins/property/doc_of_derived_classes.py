class Described(property):
    """About the class."""


class Slotted(property):
    __slots__ = ("extra",)


def bare(self):
    return 1


def documented(self):
    """From the getter."""


print(Described(bare).__doc__, "|", Described(documented).__doc__)  # expect: None | From the getter.
print(Slotted(bare, doc="given").__doc__)  # expect: None
try:
    Slotted(documented)
except AttributeError as e:
    print(e)  # expect: 'Slotted' object attribute '__doc__' is read-only

p = property(documented)
p.__doc__ = "changed"
print(p.getter(documented).__doc__)  # expect: From the getter.
