class C: pass
c = C(); c.a = 1
x = [0, 1, 2, 3, 4]
d = {"a": 1, "b": 2}
y = 5
del c.a, x[0], x[1:3], d["a"], (y)
print(vars(c), x, d, "y" in globals())  # expect: {} [1, 4] {'b': 2} False
a = b = e = 1
del (a, [b]), e
print("a" in globals(), "b" in globals(), "e" in globals())  # expect: False False False
