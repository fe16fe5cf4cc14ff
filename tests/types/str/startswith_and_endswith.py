s = "python"
print(s.startswith("py"), s.startswith("thon", 2))  # expect: True True
print(s.startswith(("x", "p")), s.startswith(""))  # expect: True True
print(s.endswith("on"), s.endswith("th", 0, 4))  # expect: True True
print(s.endswith(("a", "n")), s.endswith(()))  # expect: True False
print(s.startswith("", 6), s.startswith("", 7))  # expect: True False
try:
    s.startswith(["p"])
except TypeError as e:
    print(e)  # expect: startswith first arg must be str or a tuple of str, not list
try:
    s.endswith((1,))
except TypeError as e:
    print(e)  # expect: tuple for endswith must only contain str, not int
