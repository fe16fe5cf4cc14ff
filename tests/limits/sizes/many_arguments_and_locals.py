def f(*args, **kwargs):
    return len(args), len(kwargs), sum(args)

print(f(*range(1000), **{f"k{n}": n for n in range(1000)}))  # expect: (1000, 1000, 499500)
names = ", ".join(f"a{n}" for n in range(300))
exec(f"def g({names}): return a0 + a299")
print(g(*range(300)))  # expect: 299
