if (n := len("abc")) > 2:
    print(n)  # expect: 3
print((y := 5) + y, [z := 1, z + 1], {(k := "a"): k})  # expect: 10 [1, 2] {'a': 'a'}
def f(x): return x
print(f(w := 3), w)  # expect: 3 3
