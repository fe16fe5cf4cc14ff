def check(src):
    try:
        compile(src, "<t>", "exec")
    except SyntaxError as e:
        print(e.msg, "|", e.lineno)
check("del f()")
check("del 1")
check("del *a")
check("*a = 1")
check("*a, *b = 1")
check("*a")
check("x = *a")
check("del a + b")
check("print(*)")
# expect:
# cannot delete function call | 1
# cannot delete literal | 1
# cannot delete starred | 1
# starred assignment target must be in a list or tuple | 1
# multiple starred expressions in assignment | 1
# can't use starred expression here | 1
# can't use starred expression here | 1
# cannot delete expression | 1
# Invalid star expression | 1
