a = [1]
del a[1]  # expect error: IndexError: list assignment index out of range
