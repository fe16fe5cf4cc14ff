a = [1, 2, 3]
print(a.reverse(), a, list(reversed(a)), a[::-1])  # expect: None [3, 2, 1] [1, 2, 3] [1, 2, 3]
