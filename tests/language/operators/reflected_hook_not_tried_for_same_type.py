class A:
    def __add__(self, o): return NotImplemented
    def __radd__(self, o): return "never"
try:
    A() + A()
except TypeError as e:
    print(e)  # expect: unsupported operand type(s) for +: 'A' and 'A'
