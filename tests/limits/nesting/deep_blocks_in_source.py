source = "".join(" " * n + "if 1:\n" for n in range(300)) + " " * 300 + "pass\n"
try:
    compile(source, "<deep>", "exec")
    print("never printed")
except (SyntaxError, MemoryError, RecursionError):
    print("refused")  # expect: refused
source = "".join(" " * n + "if 1:\n" for n in range(15)) + " " * 15 + "x = 'deep inside'\n"
exec(source)
print(x)  # expect: deep inside
