import collections, gc, weakref

class Node:
    pass

node = Node()
node.all = collections.deque([frozenset([node])])
ref = weakref.ref(node)
del node
gc.collect()
print(ref())  # expect: None
