def check(src):
    try:
        compile(src, "<t>", "exec")
    except SyntaxError as e:
        print(e.msg, "|", e.lineno)
check("f(a=1, 2)")
check("f(**k, 2)")
check("f(**k, *a)")
check("f(a=1, a=2)")
check("f(1=2)")
check("f(a.b=2)")
check("f(True=2)")
check("f(x for x in y, 1)")
check("f(a=)")
# expect:
# positional argument follows keyword argument | 1
# positional argument follows keyword argument unpacking | 1
# iterable argument unpacking follows keyword argument unpacking | 1
# keyword argument repeated: a | 1
# expression cannot contain assignment, perhaps you meant "=="? | 1
# expression cannot contain assignment, perhaps you meant "=="? | 1
# cannot assign to True | 1
# Generator expression must be parenthesized | 1
# expected argument value expression | 1
