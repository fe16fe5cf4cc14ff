e = ValueError("a")
e.args = ("b", "c")
print(e, e.args)  # expect: ('b', 'c') ('b', 'c')
e.args = [1]
print(e.args, repr(e))  # expect: (1,) ValueError(1)
