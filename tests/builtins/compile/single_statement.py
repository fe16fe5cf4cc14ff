exec(compile("a = 1; a", "<text>", "single"))  # expect: 1
try:
    compile("a = 1\nb = 2\n", "<text>", "single")
except SyntaxError as e:
    print(e.msg)  # expect: multiple statements found while compiling a single statement
