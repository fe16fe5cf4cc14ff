def error(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

class Custom:
    __slots__ = ()
    def __setattr__(self, name, value): object.__setattr__(self, name, value)
class Plain:
    __slots__ = ()
print(error(setattr, Custom(), "v", 1))  # expect: AttributeError: 'Custom' object has no attribute 'v'
# expect: AttributeError: 'Plain' object has no attribute 'v' and no __dict__ for setting new attributes
print(error(setattr, Plain(), "v", 1))
# expect: TypeError: __class__ must be set to a class, not 'list' object
print(error(setattr, Plain(), "__class__", []))
