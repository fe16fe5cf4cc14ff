a, b = {"x": 1, "y": 2}, {"y": 3, "z": 4}
print(a | b, b | a)  # expect: {'x': 1, 'y': 3, 'z': 4} {'y': 2, 'z': 4, 'x': 1}
c = a
c |= [("w", 0)]
print(a, c is a)  # expect: {'x': 1, 'y': 2, 'w': 0} True
try:
    a | [("x", 1)]
except TypeError as e:
    print(e)  # expect: unsupported operand type(s) for |: 'dict' and 'list'
