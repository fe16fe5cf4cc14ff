class A:
    def __iadd__(self, o): return NotImplemented
    def __add__(self, o): return "add"
class B:
    def __ror__(self, o): return "ror"
a = A()
a += 1
x = 5
x |= B()
print(a, x)  # expect: add ror
