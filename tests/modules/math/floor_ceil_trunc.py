import math
print(math.floor(2.7), math.floor(-2.1), math.ceil(2.1))  # expect: 2 -3 3
print(math.ceil(-2.9), math.trunc(-2.9), math.floor(5))  # expect: -2 -2 5
print(math.fabs(-3), math.modf(-2.5), math.fmod(-7, 3), math.remainder(7, 4))  # expect: 3.0 (-0.5, -2.0) -1.0 -1.0
