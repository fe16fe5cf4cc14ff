code = compile("n = n + 1", "<made>", "exec")
ns = {"n": 0}
for _ in range(3):
    exec(code, ns)
print(ns["n"], code.co_filename)
print(eval(compile("2 * 3", "f", "eval")))
exec(compile("1 + 1", "f", "single"))
# expect:
# 3 <made>
# 6
# 2
