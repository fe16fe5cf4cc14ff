n = 3
print(eval("[i * n for i in range(n)]"))  # expect: [0, 3, 6]
print(eval("(lambda a: a + n)(1)"), eval("{'a': n}"))  # expect: 4 {'a': 3}
