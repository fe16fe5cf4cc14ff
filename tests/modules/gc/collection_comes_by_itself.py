import weakref

class Node:
    pass

def cycle():
    node = Node()
    node.me = node
    return node

refs = [weakref.ref(cycle())]
for n in range(1_000_000):
    cycle()
    if refs[0]() is None:
        break
print(refs[0]())  # expect: None
