def wrap(inner):
    return lambda: inner

f = None
for _ in range(300_000):
    f = wrap(f)
del f
print("dropped")  # expect: dropped
