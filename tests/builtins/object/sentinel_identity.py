MISSING = object()
def f(x=MISSING): return x is MISSING
print(f(), f(None), f(MISSING))  # expect: True False True
