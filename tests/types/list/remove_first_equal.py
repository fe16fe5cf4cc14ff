a = [1, 2.0, 1, 2]
a.remove(2)
print(a)  # expect: [1, 1, 2]
a.remove(1)
print(a)  # expect: [1, 2]
a.remove(99)  # expect error: ValueError: list.remove(x): x not in list
