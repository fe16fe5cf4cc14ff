import gc, weakref

class Node:
    pass

a, b = Node(), Node()
a.other, b.other = b, a
refs = [weakref.ref(a), weakref.ref(b)]
del a, b
gc.collect()
print([r() for r in refs])  # expect: [None, None]
