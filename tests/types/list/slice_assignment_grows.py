a = [1, 2, 3, 4]
a[1:2] = [7, 8, 9]
print(a)  # expect: [1, 7, 8, 9, 3, 4]
a[1:1] = "xy"
print(a)  # expect: [1, 'x', 'y', 7, 8, 9, 3, 4]
a[len(a):] = [0]
print(a)  # expect: [1, 'x', 'y', 7, 8, 9, 3, 4, 0]
