def f(a, *, b,): return a, b
print(f(1, b=2,), f(
    3,
    b=4,
))
# expect:
# (1, 2) (3, 4)
