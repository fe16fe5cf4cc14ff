def check(src):
    try:
        compile(src, "<t>", "exec")
    except SyntaxError as e:
        print(e.msg, "|", e.lineno)
check("nonlocal x")
check("def f():\n  nonlocal x")
check("def f():\n  x = 1\n  global x")
check("def f():\n  print(x)\n  global x")
check("def f(x):\n  global x")
check("def f(x):\n  nonlocal x")
check("def g():\n  x = 1\n  def f():\n    x = 2\n    nonlocal x")
check("def f():\n  global x\n  nonlocal x")
check("def f():\n  global x\n  x: int = 1")
# expect:
# nonlocal declaration not allowed at module level | 1
# no binding for nonlocal 'x' found | 2
# name 'x' is assigned to before global declaration | 3
# name 'x' is used prior to global declaration | 3
# name 'x' is parameter and global | 2
# name 'x' is parameter and nonlocal | 2
# name 'x' is assigned to before nonlocal declaration | 5
# name 'x' is nonlocal and global | 2
# annotated name 'x' can't be global | 3
