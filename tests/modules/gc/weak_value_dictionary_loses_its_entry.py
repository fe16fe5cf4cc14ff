import gc, weakref

class Node:
    pass

table = weakref.WeakValueDictionary()
node = table["n"] = Node()
node.me = node
del node
print(len(table))  # expect: 1
gc.collect()
print(len(table), list(table))  # expect: 0 []
