a = [1, 2, 3]
a[3] = 4  # expect error: IndexError: list assignment index out of range
