x = 1
print(eval("x + 1"), eval("x + y", {"x": 10, "y": 5}), eval("a", {"a": 1}, {"a": 2}))  # expect: 2 15 2
ns = {}
eval("1", ns)
print(list(ns))  # expect: ['__builtins__']
