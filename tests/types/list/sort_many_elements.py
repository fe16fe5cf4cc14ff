a = [(i * 7919) % 1009 for i in range(1009)]
a.sort()
print(a == list(range(1009)), a[:5])  # expect: True [0, 1, 2, 3, 4]
b = sorted(range(100), key=lambda x: (x % 10, -x))
print(b[:12])  # expect: [90, 80, 70, 60, 50, 40, 30, 20, 10, 0, 91, 81]
