a, b = {1: "x", 2: "y"}, {2: "y", 3: "z"}
print(a.keys() & b.keys(), sorted(a.keys() | b.keys()), a.keys() - b)  # expect: {2} [1, 2, 3] {1}
print(sorted(a.keys() ^ b.keys()))  # expect: [1, 3]
print(a.items() & b.items(), a.keys() == {1, 2})  # expect: {(2, 'y')} True
print(a.keys() <= {1, 2, 3}, a.keys().isdisjoint([5]))  # expect: True True
print(type(a.keys() & []).__name__, a.values() == a.values())  # expect: set False
