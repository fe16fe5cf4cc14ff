print(pow(3, -1, 7))  # expect: 5
print(pow(38, -1, mod=97))  # expect: 23
print(pow(10, -3, 2**61 - 1) * 1000 % (2**61 - 1))  # expect: 1
try:
    pow(2, -1, 4)
except ValueError as e:
    print(e)  # expect: base is not invertible for the given modulus
try:
    pow(2, 3, 0)
except ValueError as e:
    print(e)  # expect: pow() 3rd argument cannot be 0
