def check(src):
    try:
        compile(src, "<t>", "exec")
    except SyntaxError as e:
        print(e.msg, "|", e.lineno)
check("try: x\nexcept: y\nexcept A: z")
check("try: x\nexcept A: y\nexcept* B: z")
check("try: x\nexcept*: y")
check("for i in x:\n  try: x\n  except* A: break")
check("def f():\n  try: x\n  except* A: return")
check("try: x\nexcept A as b.c: y")
# expect:
# default 'except:' must be last | 2
# cannot have both 'except' and 'except*' on the same 'try' | 3
# expected one or more exception types | 2
# 'break', 'continue' and 'return' cannot appear in an except* block | 3
# 'break', 'continue' and 'return' cannot appear in an except* block | 3
# invalid syntax | 2
