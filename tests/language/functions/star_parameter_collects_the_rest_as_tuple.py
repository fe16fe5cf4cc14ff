def f(first, *rest, last=None):
    return first, rest, last
print(f(1))  # expect: (1, (), None)
print(f(1, 2, 3))  # expect: (1, (2, 3), None)
print(f(1, 2, last=3))  # expect: (1, (2,), 3)
print(f(*"abc", *[4], last=5))  # expect: ('a', ('b', 'c', 4), 5)
