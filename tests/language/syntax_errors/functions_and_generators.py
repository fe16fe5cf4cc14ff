def check(src):
    try:
        compile(src, "<t>", "exec")
    except SyntaxError as e:
        print(e.msg, "|", e.lineno)
check("async def f():\n  yield 1\n  return 2")
check("async def f():\n  yield from x")
check("class C:\n  yield 1")
check("def f(): from __future__ import annotations")
check("x = 1\nfrom __future__ import annotations")
check("from __future__ import no_such_feature")
check("def f[T, T](): pass")
check("type X[T, T] = int")
check("class C[T: (yield)]: pass")
check("type X = (yield)")
# expect:
# 'return' with value in async generator | 3
# 'yield from' inside async function | 2
# 'yield' outside function | 2
# from __future__ imports must occur at the beginning of the file | 1
# from __future__ imports must occur at the beginning of the file | 2
# future feature no_such_feature is not defined | 1
# duplicate type parameter 'T' | 1
# duplicate type parameter 'T' | 1
# yield expression cannot be used within a TypeVar bound | 1
# yield expression cannot be used within a type alias | 1
