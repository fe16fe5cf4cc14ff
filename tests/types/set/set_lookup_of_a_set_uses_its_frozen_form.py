s = {frozenset([1, 2])}
print({1, 2} in s, {1} in s)  # expect: True False
s.discard({1, 2})
print(s)  # expect: set()
