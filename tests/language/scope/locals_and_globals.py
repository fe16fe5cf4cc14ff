def f(a):
    b = 2
    return sorted(locals().items())
print(f(1))  # expect: [('a', 1), ('b', 2)]
print(globals()["f"] is f)  # expect: True
globals()["made"] = 9
print(made)  # expect: 9
