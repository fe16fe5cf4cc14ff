def f(a, b=2):
    c = 3
    d = locals()
    c = 4
    d["a"] = 99
    return d, a, c
print(f(1))  # expect: ({'a': 99, 'b': 2, 'c': 3}, 1, 4)
print(locals() is globals())  # expect: True
