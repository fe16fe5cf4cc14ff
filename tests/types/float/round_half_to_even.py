print(round(0.5), round(1.5), round(2.5), round(-0.5), round(-1.5))  # expect: 0 2 2 0 -2
print(type(round(2.5)).__name__, type(round(2.5, 0)).__name__)  # expect: int float
print(round(2.5, 0), round(3.5, 0))  # expect: 2.0 4.0
print(round(2.675, 2), round(1.005, 2), round(0.125, 2), round(0.375, 2))  # expect: 2.67 1.0 0.12 0.38
print(round(1234.5678, -2), round(1e300, 2), round(5e-324, 5))  # expect: 1200.0 1e+300 0.0
print(round(1.5, None))  # expect: 2
