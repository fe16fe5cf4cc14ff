seen = []
def t(x):
    seen.append(x)
    return x
t(1) + t(2) * t(3) - t(4)
(t(1), [t(2), t(3)], {t(4): t(5)}, t(6))
[0, 1, 2, 3][t(0):t(2):t(1)]
print(seen)  # expect: [1, 2, 3, 4, 1, 2, 3, 4, 5, 6, 0, 2, 1]
