print(1j, 2 + 3j, 2 - 3j, -1j, 0j, 1.5e3j)  # expect: 1j (2+3j) (2-3j) (-0-1j) 0j 1500j
print(complex(1, 2), complex(0, -0.0), complex(-0.0, 1))  # expect: (1+2j) -0j (-0+1j)
print(repr(complex(float("inf"), float("nan"))))  # expect: (inf+nanj)
print((1 + 0j), complex(1))  # expect: (1+0j) (1+0j)
