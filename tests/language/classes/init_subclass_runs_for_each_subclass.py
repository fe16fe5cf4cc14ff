class Base:
    def __init_subclass__(cls, /, tag="none", **kw):
        super().__init_subclass__(**kw)
        print(cls.__name__, tag)
class A(Base): pass
class B(Base, tag="b"): pass
class C(B, tag="c"): pass
try:
    class D(Base, other=1): pass
except TypeError as e:
    print(e)
# expect:
# A none
# B b
# C c
# D.__init_subclass__() takes no keyword arguments
