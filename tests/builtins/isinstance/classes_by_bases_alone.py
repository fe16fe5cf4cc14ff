class Abstract:
    def __init__(self, *bases):
        self.__bases__ = bases

class Instance:
    def __init__(self, cls):
        self.cls = cls
    @property
    def __class__(self):
        return self.cls

base = Abstract()
derived = Abstract(base)
print(isinstance(Instance(derived), base), issubclass(derived, base), issubclass(base, derived))
# expect: True True False
