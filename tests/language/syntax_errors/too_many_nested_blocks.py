def loops(n):
    return "".join(" " * i + "while x:\n" for i in range(n)) + " " * n + "pass"

compile(loops(21), "<t>", "exec")
for text in (loops(22), "with " + ", ".join(["x"] * 22) + ": pass"):
    try:
        compile(text, "<t>", "exec")
    except SyntaxError as e:
        print(e.msg, e.lineno)
# expect:
# too many statically nested blocks 22
# too many statically nested blocks 1
