import copy
class A:
    def __init__(self, x): self.x = x
    def __copy__(self): return A("copied")
    def __deepcopy__(self, memo): return A("deep")
class B:
    def __init__(self): self.items = [1]
b = B()
c, d = copy.copy(b), copy.deepcopy(b)
b.items.append(2)
print(copy.copy(A(1)).x, copy.deepcopy([A(1)])[0].x, c.items)  # expect: copied deep [1, 2]
print(d.items, type(d).__name__)  # expect: [1] B
