a = [[i] * 3 for i in range(200)]
b = [[i] * 3 for i in range(200)]
print(a == b, a is b, a != b[:-1])  # expect: True False True
b[-1][-1] = 0
print(a == b, a > b)  # expect: False True
