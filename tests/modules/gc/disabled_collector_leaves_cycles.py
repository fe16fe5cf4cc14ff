import gc, weakref

class Node:
    pass

def cycle():
    node = Node()
    node.me = node
    return node

gc.disable()
print(gc.isenabled())  # expect: False
ref = weakref.ref(cycle())
for _ in range(50_000):
    cycle()
print(ref() is None)  # expect: False
gc.enable()
print(gc.collect() >= 50_000, ref())  # expect: True None
