def check(src):
    try:
        compile(src, "<t>", "exec")
    except SyntaxError as e:
        print(e.msg, "|", e.lineno)
check("x = = 1")
check("class = 1")
check("if x = 1: pass")
check("x ++")
check("print 'hello'")
check("a b")
check("x = yield = 1")
check("import a.b as c.d")
check("from x import")
check("from . import *, a")
check("def f():\n  from x import *")
check("1 <> 2")
check("x = 1 if 2")
check("not")
check("x = $")
check("x = 1 ? 2")
check("import")
# expect:
# invalid syntax | 1
# invalid syntax | 1
# invalid syntax. Maybe you meant '==' or ':=' instead of '='? | 1
# invalid syntax | 1
# Missing parentheses in call to 'print'. Did you mean print(...)? | 1
# invalid syntax | 1
# assignment to yield expression not possible | 1
# invalid syntax | 1
# Expected one or more names after 'import' | 1
# invalid syntax | 1
# import * only allowed at module level | 2
# invalid syntax | 1
# expected 'else' after 'if' expression | 1
# invalid syntax | 1
# invalid syntax | 1
# invalid syntax | 1
# Expected one or more names after 'import' | 1
