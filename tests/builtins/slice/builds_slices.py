print([1, 2, 3, 4][slice(1, None, 2)], slice(3))  # expect: [2, 4] slice(None, 3, None)
print(slice(1, 2) == slice(1, 2), slice(1).stop)  # expect: True 1
slice()  # expect error: TypeError: slice expected at least 1 argument, got 0
