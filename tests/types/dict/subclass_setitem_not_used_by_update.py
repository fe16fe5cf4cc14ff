class Loud(dict):
    def __setitem__(self, k, v):
        print("set", k)  # expect: set b
        super().__setitem__(k, v)
d = Loud(a=1)
d["b"] = 2
d.update(c=3)
print(d, type(d | {}).__name__, type(d.copy()).__name__)  # expect: {'a': 1, 'b': 2, 'c': 3} dict dict
