print(pow(2, 10, 1000))  # expect: 24
print(pow(3, 10**18, 10**9 + 7))  # expect: 246336683
print(pow(-3, 3, 5), pow(3, 3, -5))  # expect: 3 -3
print(pow(5, 0, 1), pow(5, 0, 7))  # expect: 0 1
print(pow(123456789, 987654321, 2**89 - 1))  # expect: 64670317054782542704290018
