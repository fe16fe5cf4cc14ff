n = 12
print(n.real, n.imag, n.numerator, n.denominator, n.conjugate())  # expect: 12 0 12 1 12
print(n.as_integer_ratio(), n.is_integer())  # expect: (12, 1) True
print((-n).as_integer_ratio())  # expect: (-12, 1)
