x = 2.5
print(x.real, x.imag, x.conjugate())  # expect: 2.5 0.0 2.5
