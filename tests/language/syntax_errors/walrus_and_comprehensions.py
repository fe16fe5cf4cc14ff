def check(src):
    try:
        compile(src, "<t>", "exec")
    except SyntaxError as e:
        print(e.msg, "|", e.lineno)
check("x := 1")
check("f(a=b:=1)")
check("(x.y := 1)")
check("(x[0] := 1)")
check("[x := 1 for x in y]")
check("[i for i in (j := [1])]")
check("class C:\n  [y := i for i in z]")
check("[*a for a in b]")
check("{**a for a in b}")
check("[x, y for x in z]")
check("[(yield x) for x in y]")
# expect:
# invalid syntax | 1
# invalid syntax | 1
# cannot use assignment expressions with attribute | 1
# cannot use assignment expressions with subscript | 1
# assignment expression cannot rebind comprehension iteration variable 'x' | 1
# assignment expression cannot be used in a comprehension iterable expression | 1
# assignment expression within a comprehension cannot be used in a class body | 2
# iterable unpacking cannot be used in comprehension | 1
# dict unpacking cannot be used in dict comprehension | 1
# did you forget parentheses around the comprehension target? | 1
# 'yield' inside list comprehension | 1
