import gc, weakref

class Node:
    __slots__ = ("next", "__weakref__")

a = Node()
a.next = a
ref = weakref.ref(a)
del a
gc.collect()
print(ref())  # expect: None
