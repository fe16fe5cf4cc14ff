print(max([(1, "a"), (1, "b")], key=lambda t: t[0]))  # expect: (1, 'a')
print(min(1, True, 1.0), max(1, True), max(0.0, -0.0))  # expect: 1 1 0.0
