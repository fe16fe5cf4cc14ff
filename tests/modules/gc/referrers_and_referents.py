import gc

class Node:
    pass

inner = Node()
holder = [1, inner]
pair = (inner, 2)
kept = [pair]
print(any(r is holder for r in gc.get_referrers(inner)))  # expect: True
print(any(r is pair for r in gc.get_referrers(inner)))  # expect: True
print(gc.get_referents(holder) == [1, inner] or gc.get_referents(holder) == [inner, 1])  # expect: True
print(any(o is holder for o in gc.get_objects()))  # expect: True
