import gc

class Node:
    pass

print(gc.is_tracked(1), gc.is_tracked("a"), gc.is_tracked(None))  # expect: False False False
print(gc.is_tracked([]), gc.is_tracked(Node()), gc.is_tracked(Node))  # expect: True True True
print(gc.is_tracked({}), gc.is_tracked({"a": 1}), gc.is_tracked({"a": []}))  # expect: False False True
