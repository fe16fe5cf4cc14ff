a, b = iter([1, 2, 3]), iter([1])
print(list(zip(a, b)), list(a))  # expect: [(1, 1)] [3]
