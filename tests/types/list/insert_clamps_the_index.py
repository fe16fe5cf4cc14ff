a = [1, 2, 3]
a.insert(0, "a")
a.insert(100, "z")
a.insert(-100, "first")
a.insert(-1, "y")
print(a)  # expect: ['first', 'a', 1, 2, 3, 'y', 'z']
