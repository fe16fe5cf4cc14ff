import traceback

code = compile("def f(x):\n    return 1 / x\n\nf(0)\n", "<demo>", "exec")
try:
    exec(code, {"__name__": "demo"})
except ZeroDivisionError as e:
    lines = traceback.format_exception(e)
print("".join(lines[2:]), end="")

# expect:
#   File "<demo>", line 4, in <module>
#   File "<demo>", line 2, in f
# ZeroDivisionError: division by zero
