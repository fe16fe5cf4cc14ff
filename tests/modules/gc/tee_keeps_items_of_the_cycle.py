import gc, itertools, weakref

class Node:
    pass

node = Node()
node.iterators = itertools.tee([node, node])
next(node.iterators[0])
ref = weakref.ref(node)
del node
gc.collect()
print(ref())  # expect: None
