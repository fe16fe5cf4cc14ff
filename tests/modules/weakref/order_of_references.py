# The plain reference comes first, whenever it was made.
import weakref


class A:
    pass


class Ref(weakref.ref):
    pass


a = A()
other = Ref(a)
plain = weakref.ref(a)
refs = weakref.getweakrefs(a)
print(refs[0] is plain, refs[1] is other, weakref.ref(a) is plain)  # expect: True True True
