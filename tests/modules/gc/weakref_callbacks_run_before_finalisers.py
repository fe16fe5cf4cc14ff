import gc, weakref

class Node:
    def __init__(self):
        self.me = self

    def __del__(self):
        print("del, reference:", ref())

node = Node()
ref = weakref.ref(node, lambda r: print("callback", r()))
del node
gc.collect()
# expect: callback None
# expect: del, reference: None
