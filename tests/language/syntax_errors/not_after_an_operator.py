for text in ("3 + not 3", "- not x", "a * not b.c"):
    try:
        compile(text, "<t>", "exec")
    except SyntaxError as e:
        print(e.msg, e.offset, e.end_offset)
# expect:
# 'not' after an operator must be parenthesized 5 10
# 'not' after an operator must be parenthesized 3 8
# 'not' after an operator must be parenthesized 5 12
