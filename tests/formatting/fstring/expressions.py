x, d = 5, {"k": [1, 2]}
print(f"{x + 1} {d['k'][0]} {len('abc')} {x if x > 3 else 0} {[i for i in range(3)]} {(lambda: 7)()} {x!r:>3} {{}}")  # expect: 6 1 3 5 [0, 1, 2] 7   5 {}
