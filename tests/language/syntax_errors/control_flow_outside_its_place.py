def check(src):
    try:
        compile(src, "<t>", "exec")
    except SyntaxError as e:
        print(e.msg, "|", e.lineno)
check("return 1")
check("class C:\n  return")
check("yield 1")
check("\nbreak")
check("if 1:\n  continue")
check("for x in y:\n  def f():\n    break")
check("await x")
check("def f():\n  await x")
check("def f():\n  async with x: pass")
check("def f():\n  async for x in y: pass")
check("def f():\n  [x async for x in y]")
# expect:
# 'return' outside function | 1
# 'return' outside function | 2
# 'yield' outside function | 1
# 'break' outside loop | 2
# 'continue' not properly in loop | 2
# 'break' outside loop | 3
# 'await' outside function | 1
# 'await' outside async function | 2
# 'async with' outside async function | 2
# 'async for' outside async function | 2
# asynchronous comprehension outside of an asynchronous function | 2
