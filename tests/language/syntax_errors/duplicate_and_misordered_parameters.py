def check(src):
    try:
        compile(src, "<t>", "exec")
    except SyntaxError as e:
        print(e.msg, "|", e.lineno)
check("def f(a, a): pass")
check("def f(a=1, b): pass")
check("def f(*): pass")
check("def f(*, **k): pass")
check("def f(**k, a): pass")
check("def f(*a, *b): pass")
check("def f(/, a): pass")
check("def f(a, /, b, /): pass")
check("lambda a, a: 1")
check("def f(*a=1): pass")
check("def f(None): pass")
# expect:
# duplicate argument 'a' in function definition | 1
# parameter without a default follows parameter with a default | 1
# named arguments must follow bare * | 1
# named arguments must follow bare * | 1
# arguments cannot follow var-keyword argument | 1
# * argument may appear only once | 1
# at least one argument must precede / | 1
# / may appear only once | 1
# duplicate argument 'a' in function definition | 1
# var-positional argument cannot have default value | 1
# invalid syntax | 1
