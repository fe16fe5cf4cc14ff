class C: pass
c = C()
x = [0, 1, 2, 3]
c.a, x[1:3], *c.rest = "A", [7, 8, 9], 5, 6
print(c.a, x, c.rest)  # expect: A [0, 7, 8, 9, 3] [5, 6]
