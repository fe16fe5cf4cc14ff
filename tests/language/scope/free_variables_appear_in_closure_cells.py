def f(a, b):
    def g():
        return b, a
    return g
g = f(1, 2)
print(g.__code__.co_freevars)  # expect: ('a', 'b')
print([c.cell_contents for c in g.__closure__])  # expect: [1, 2]
print(f.__closure__)  # expect: None
