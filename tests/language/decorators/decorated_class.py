def register(cls):
    cls.tag = cls.__name__.lower()
    return cls
@register
class Thing: pass
print(Thing.tag)  # expect: thing
