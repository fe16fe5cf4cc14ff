a = b = [1, 2]
a.clear()
print(b, a is b, not b)  # expect: [] True True
