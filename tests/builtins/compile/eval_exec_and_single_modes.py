print(eval(compile("1 + 2", "<t>", "eval")))  # expect: 3
ns = {}
exec(compile("x = 5\ny = x * 2", "<t>", "exec"), ns)
print(ns["x"], ns["y"])  # expect: 5 10
exec(compile("3 * 3", "<t>", "single"))  # expect: 9
