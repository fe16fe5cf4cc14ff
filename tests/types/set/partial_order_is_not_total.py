a, b = {1}, {2}
print(a < b, a > b, a == b, a <= b)  # expect: False False False False
