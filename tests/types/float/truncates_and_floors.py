import math
print(int(-2.7), math.floor(-2.7), math.ceil(-2.7), math.trunc(-2.7))  # expect: -2 -3 -2 -2
print(math.floor(1e20), math.ceil(2.0000001))  # expect: 100000000000000000000 3
print((2.7).__trunc__(), (2.7).__floor__(), (2.2).__ceil__())  # expect: 2 2 3
