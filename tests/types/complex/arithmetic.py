a, b = 3 + 4j, 1 - 2j
print(a + b, a - b, a * b, a / b)  # expect: (4+2j) (2+6j) (11-2j) (-1+2j)
print(a ** 2, a ** -1, abs(a), -a, +a)  # expect: (-7+24j) (0.12-0.16j) 5.0 (-3-4j) (3+4j)
print(a + 1, 2 * a, a / 2, 1 - a)  # expect: (4+4j) (6+8j) (1.5+2j) (-2-4j)
print(1j * 1j, 1j ** 2)  # expect: (-1+0j) (-1+0j)
