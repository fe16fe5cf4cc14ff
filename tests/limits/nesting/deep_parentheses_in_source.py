source = "(" * 100_000 + "1" + ")" * 100_000
try:
    compile(source, "<deep>", "eval")
    print("compiled or refused")
except (SyntaxError, MemoryError, RecursionError):
    print("compiled or refused")  # expect: compiled or refused
print(eval("(" * 50 + "1" + ")" * 50))  # expect: 1
