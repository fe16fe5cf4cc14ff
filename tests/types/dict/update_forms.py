d = {"a": 1}
d.update({"b": 2})
d.update([("c", 3)], d=4)
d.update(a=0)
d.update()
print(d)  # expect: {'a': 0, 'b': 2, 'c': 3, 'd': 4}
class HasKeys:
    def keys(self): return ["k"]
    def __getitem__(self, k): return k * 2
d.update(HasKeys())
print(d)  # expect: {'a': 0, 'b': 2, 'c': 3, 'd': 4, 'k': 'kk'}
