class A:
    x = 1
class B(A):
    def __init__(self): self.y = 2
print([n for n in dir(B()) if not n.startswith("_")], vars(B()))  # expect: ['x', 'y'] {'y': 2}
class D:
    def __dir__(self): return ["b", "a"]
print(dir(D()))  # expect: ['a', 'b']
