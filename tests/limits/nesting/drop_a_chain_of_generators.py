# only taipan: CPython 3.13 overflows its C stack here
def chain(inner):
    yield inner
    yield None

g = None
for _ in range(100_000):
    g = chain(g)
    next(g)
del g
print("dropped")  # expect: dropped
