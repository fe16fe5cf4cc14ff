match [1, [2, 3]]:
    case [a, [_, _] as pair] as whole:
        print(a, pair, whole)  # expect: 1 [2, 3] [1, [2, 3]]
match "go north":
    case str() as s if s.startswith("go"):
        print(s)  # expect: go north
