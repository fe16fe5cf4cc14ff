for text in ("(a and b) = 1", "(lambda: x) = 1", "del (a := 5)", "f((x)=2)", "(()): int"):
    try:
        compile(text, "<t>", "exec")
    except SyntaxError as e:
        print(e.msg, e.offset, e.end_offset)
# expect:
# cannot assign to expression here. Maybe you meant '==' instead of '='? 2 9
# cannot assign to lambda here. Maybe you meant '==' instead of '='? 2 11
# cannot delete named expression 6 12
# expression cannot contain assignment, perhaps you meant "=="? 4 7
# only single target (not tuple) can be annotated 2 4
