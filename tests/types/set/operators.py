a, b = {1, 2, 3}, {3, 4}
print(a | b, a & b, a - b, a ^ b, b - a)  # expect: {1, 2, 3, 4} {3} {1, 2} {1, 2, 4} {4}
print(a <= {1, 2, 3, 4}, a < a, a <= a, a >= {1}, a > {1, 2})  # expect: True False True True True
print(a == {3, 2, 1}, a != b)  # expect: True True
try:
    a | [1]
except TypeError as e:
    print(e)  # expect: unsupported operand type(s) for |: 'set' and 'list'
try:
    a < [1]
except TypeError as e:
    print(e)  # expect: '<' not supported between instances of 'set' and 'list'
