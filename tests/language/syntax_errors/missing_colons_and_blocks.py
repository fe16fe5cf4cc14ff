def check(src):
    try:
        compile(src, "<t>", "exec")
    except SyntaxError as e:
        print(type(e).__name__, e.msg, "|", e.lineno)
check("if x\n  y")
check("while x\n  y")
check("def f()\n  y")
check("class C\n  y")
check("for x in y\n  z")
check("if x:\ny")
check("def f():\npass")
check("class C:\n")
check("try:\n  x")
check("try:\n  x\nfinally\n  y")
check("else: x")
check("for x in y:\nelse: z")
# expect:
# SyntaxError expected ':' | 1
# SyntaxError expected ':' | 1
# SyntaxError expected ':' | 1
# SyntaxError expected ':' | 1
# SyntaxError expected ':' | 1
# IndentationError expected an indented block after 'if' statement on line 1 | 2
# IndentationError expected an indented block after function definition on line 1 | 2
# IndentationError expected an indented block after class definition on line 1 | 1
# SyntaxError expected 'except' or 'finally' block | 2
# SyntaxError expected ':' | 3
# SyntaxError invalid syntax | 1
# IndentationError expected an indented block after 'for' statement on line 1 | 2
