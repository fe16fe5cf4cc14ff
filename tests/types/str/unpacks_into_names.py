a, b, c = "xyz"
print(a, b, c)  # expect: x y z
first, *rest = "hello"
print(first, rest)  # expect: h ['e', 'l', 'l', 'o']
try:
    a, b = "xyz"
except ValueError as e:
    print(e)  # expect: too many values to unpack (expected 2)
