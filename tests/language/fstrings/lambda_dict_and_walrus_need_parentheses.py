print(f"{(lambda n: n * 2)(4)} {({'a': 1})['a']} {(y := 5)} {y!r}")  # expect: 8 1 5 5
y = 7
print(f"{y:=5}")  # expect:     7
