import math
print(math.frexp(8), math.ldexp(0.5, 4), math.ulp(1.0))  # expect: (0.5, 4) 8.0 2.220446049250313e-16
print(math.nextafter(1, 2), math.nextafter(0, -1), math.frexp(0))  # expect: 1.0000000000000002 -5e-324 (0.0, 0)
