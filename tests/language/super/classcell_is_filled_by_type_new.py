class Meta(type):
    def __new__(meta, name, bases, namespace):
        cls = super().__new__(meta, name, bases, namespace)
        print("__classcell__" in namespace, cls.who() is cls)  # expect: True True
        return cls


class A(metaclass=Meta):
    @classmethod
    def who(cls):
        return __class__


class Lossy(type):
    def __new__(meta, name, bases, namespace):
        namespace.pop("__classcell__", None)
        return super().__new__(meta, name, bases, namespace)


try:
    class B(metaclass=Lossy):
        def who(self):
            return __class__
except RuntimeError as e:
    print(e)  # expect: __class__ not set defining 'B' as <class '__main__.B'>. Was __classcell__ propagated to type.__new__?
