m = map(int, ["1", "x", "3"])
print(next(m))  # expect: 1
try:
    next(m)
except ValueError as e:
    print(e)  # expect: invalid literal for int() with base 10: 'x'
print(next(m))  # expect: 3
