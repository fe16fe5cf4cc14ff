import gc, weakref

class Node:
    pass

node = Node()
node.me = node
node.ref = weakref.ref(node, lambda r: print("never"))
del node
print(gc.collect() > 0)  # expect: True
