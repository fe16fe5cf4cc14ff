def f(x, items):
    x = 100
    items.append(x)
    items = None
n, xs = 1, []
f(n, xs)
print(n, xs)  # expect: 1 [100]
