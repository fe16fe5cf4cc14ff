print([f() for f in [lambda: i for i in range(3)]])  # expect: [2, 2, 2]
