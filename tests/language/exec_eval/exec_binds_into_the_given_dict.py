ns = {"a": 2}
print(exec("b = a * 21\ndef f(): return b", ns))  # expect: None
print(ns["b"], ns["f"]())  # expect: 42 42
exec("global g\ng = 1\nl = 2", ns, loc := {})
print(ns["g"], loc)  # expect: 1 {'l': 2}
