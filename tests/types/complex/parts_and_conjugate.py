z = 3 - 4j
print(z.real, z.imag, z.conjugate())  # expect: 3.0 -4.0 (3+4j)
print(type(z.real).__name__)  # expect: float
try:
    z.real = 1
except AttributeError as e:
    print(e)  # expect: readonly attribute
