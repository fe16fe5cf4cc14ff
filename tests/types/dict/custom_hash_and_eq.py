class Key:
    def __init__(self, v): self.v = v
    def __hash__(self): return 7
    def __eq__(self, other): return isinstance(other, Key) and self.v == other.v
d = {Key(1): "a", Key(2): "b"}
print(d[Key(1)], d[Key(2)], Key(3) in d, len(d))  # expect: a b False 2
d[Key(1)] = "c"
del d[Key(2)]
print(list(d.values()))  # expect: ['c']
