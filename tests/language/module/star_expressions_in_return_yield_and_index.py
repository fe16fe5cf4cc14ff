def f(): return *[1, 2], 3
def g(): yield *"ab", 0
d = {(1, 2): "v"}
print(f(), list(g()), d[*[1, 2]])  # expect: (1, 2, 3) [('a', 'b', 0)] v
