# Code objects can be weakly referenced.
import weakref


def f():
    pass


known = weakref.WeakKeyDictionary({f.__code__: "seen"})
print(known[f.__code__], weakref.ref(f.__code__)() is f.__code__)  # expect: seen True
