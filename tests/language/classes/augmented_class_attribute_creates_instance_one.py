class C:
    n = 1
    items = []
c = C()
c.n += 1
c.items += [1]
print(C.n, c.n, C.items, c.__dict__)  # expect: 1 2 [1] {'n': 2, 'items': [1]}
