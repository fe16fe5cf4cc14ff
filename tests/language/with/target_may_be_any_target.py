class M:
    def __enter__(self): return 1, (2, 3)
    def __exit__(self, *a): pass
d = {}
with M() as (a, (b, c)), M() as d["k"], M() as [x, *y]:
    print(a, b, c, d, x, y)  # expect: 1 2 3 {'k': (1, (2, 3))} 1 [(2, 3)]
