def check(src):
    try:
        compile(src, "<t>", "exec")
    except SyntaxError as e:
        print(e.msg, "|", e.lineno)
check("f'{}'")
check("f'{ }'")
check("f'{x'")
check("f'}'")
check("f'{x!z}'")
check("f'{x!}'")
check("f'{a b}'")
check("f'{lambda x: 1}'")
check("f'{*}'")
# expect:
# f-string: valid expression required before '}' | 1
# f-string: valid expression required before '}' | 1
# f-string: expecting '}' | 1
# f-string: single '}' is not allowed | 1
# f-string: invalid conversion character 'z': expected 's', 'r', or 'a' | 1
# f-string: missing conversion character | 1
# invalid syntax. Perhaps you forgot a comma? | 1
# f-string: lambda expressions are not allowed without parentheses | 1
# f-string: expecting a valid expression after '{' | 1
