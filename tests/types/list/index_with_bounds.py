a = ["a", "b", "a", "c"]
print(a.index("a"), a.index("a", 1), a.index("c", -1), a.count("a"), a.count("x"))  # expect: 0 2 3 2 0
try:
    a.index("a", 3)
except ValueError as e:
    print(e)  # expect: 'a' is not in list
try:
    a.index("z")
except ValueError as e:
    print(e)  # expect: 'z' is not in list
