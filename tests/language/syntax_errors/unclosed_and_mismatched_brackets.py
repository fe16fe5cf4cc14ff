def check(src):
    try:
        compile(src, "<t>", "exec")
    except SyntaxError as e:
        print(e.msg, "|", e.lineno)
check("x = (1,\n 2")
check("x = [1\ny = 2")
check("x = )")
check("x = (1]")
check("x = {1:\n 2)")
check("f(a b)")
check("[1 2]")
# expect:
# '(' was never closed | 1
# '[' was never closed | 1
# unmatched ')' | 1
# closing parenthesis ']' does not match opening parenthesis '(' | 1
# closing parenthesis ')' does not match opening parenthesis '{' on line 1 | 2
# invalid syntax. Perhaps you forgot a comma? | 1
# invalid syntax. Perhaps you forgot a comma? | 1
