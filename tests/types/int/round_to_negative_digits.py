print(round(1234, -2), round(1250, -2), round(1350, -2), round(-1250, -2))  # expect: 1200 1200 1400 -1200
print(round(15, -1), round(25, -1), round(5, -1))  # expect: 20 20 0
print(round(1234, 2), round(99, -3))  # expect: 1234 0
print(round(10**25 + 5, -1))  # expect: 10000000000000000000000000
