import math
print(math.pi, math.e, math.tau, math.inf, math.nan)  # expect: 3.141592653589793 2.718281828459045 6.283185307179586 inf nan
print(math.sqrt(2), math.isqrt(10**20 + 5), round(math.cbrt(27), 12))  # expect: 1.4142135623730951 10000000000 3.0
print(math.hypot(3, 4), math.hypot(1, 2, 2), math.dist((0, 0), (3, 4)))  # expect: 5.0 3.0 5.0
