def check(src):
    try:
        compile(src, "<t>", "exec")
    except SyntaxError as e:
        print(type(e).__name__, e.msg, "|", e.lineno)
check("  x")
check("x\n  y")
check("if x:\n    a\n  b")
check("if x:\n        a\n\tb")
check("if x:\n\ta\n        b")
# expect:
# IndentationError unexpected indent | 1
# IndentationError unexpected indent | 2
# IndentationError unindent does not match any outer indentation level | 3
# TabError inconsistent use of tabs and spaces in indentation | 3
# TabError inconsistent use of tabs and spaces in indentation | 3
