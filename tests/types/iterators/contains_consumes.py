it = iter([1, 2, 3, 4])
print(2 in it, list(it))  # expect: True [3, 4]
