z = 3 + 4j
print(z, z * z, z / 2, abs(z), z.conjugate(), z.real, -z, z == 3 + 4j, 1j ** 2, complex(1, -2))
# expect: (3+4j) (-7+24j) (1.5+2j) 5.0 (3-4j) 3.0 (-3-4j) True (-1+0j) (1-2j)
