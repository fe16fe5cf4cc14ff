def check(src):
    try:
        compile(src, "<t>", "exec")
    except SyntaxError as e:
        print(e.msg, "|", e.lineno)
check("1 = x")
check("f() = x")
check("a + b = x")
check("None = 1")
check("'s' = 1")
check("(a, 1) = x")
check("x if y else z = 1")
check("f() += 1")
check("(a, b) += 1")
check("[a, b]: int = 1")
check("for f() in x: pass")
check("with x as 1: pass")
check("(x := 1) = 2")
check("{a: b} = 1")
check("lambda: x = 1")
check("__debug__ = 1")
# expect:
# cannot assign to literal here. Maybe you meant '==' instead of '='? | 1
# cannot assign to function call here. Maybe you meant '==' instead of '='? | 1
# cannot assign to expression here. Maybe you meant '==' instead of '='? | 1
# cannot assign to None | 1
# cannot assign to literal here. Maybe you meant '==' instead of '='? | 1
# cannot assign to literal | 1
# cannot assign to conditional expression | 1
# 'function call' is an illegal expression for augmented assignment | 1
# 'tuple' is an illegal expression for augmented assignment | 1
# only single target (not list) can be annotated | 1
# cannot assign to function call | 1
# cannot assign to literal | 1
# cannot assign to named expression here. Maybe you meant '==' instead of '='? | 1
# cannot assign to dict literal here. Maybe you meant '==' instead of '='? | 1
# cannot assign to lambda | 1
# cannot assign to __debug__ | 1
