from abc import ABC
class Drawable(ABC): pass
@Drawable.register
class Box: pass
Drawable.register(int)
print(isinstance(Box(), Drawable), issubclass(int, Drawable))  # expect: True True
print(Drawable in Box.__mro__, isinstance("x", Drawable))  # expect: False False
