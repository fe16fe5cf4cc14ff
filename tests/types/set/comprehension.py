print({x % 3 for x in range(10)}, {c for c in "aaa"})  # expect: {0, 1, 2} {'a'}
print({x for x in range(5) if x > 9})  # expect: set()
