import math
print(math.sin(0), math.cos(0), round(math.tan(math.pi / 4), 12))  # expect: 0.0 1.0 1.0
print(math.asin(1) == math.pi / 2)  # expect: True
print(math.atan2(1, -1) == 3 * math.pi / 4, math.degrees(math.pi))  # expect: True 180.0
print(math.radians(180) == math.pi, round(math.sin(math.pi), 12))  # expect: True 0.0
print(math.sinh(0), math.cosh(0), math.tanh(0), math.asinh(0))  # expect: 0.0 1.0 0.0 0.0
print(math.acosh(1), math.atanh(0))  # expect: 0.0 0.0
