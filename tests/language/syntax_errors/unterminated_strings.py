def check(src):
    try:
        compile(src, "<t>", "exec")
    except SyntaxError as e:
        print(e.msg, "|", e.lineno)
check("x = 'abc")
check("\nx = \"abc\n")
check("x = '''abc\n\n")
check("x = f'abc")
check("x = f'''abc\n")
check("x = 'a\\x4'")
check("x = b'é'")
check("'\\N{no such name}'")
# expect:
# unterminated string literal (detected at line 1) | 1
# unterminated string literal (detected at line 2) | 2
# unterminated triple-quoted string literal (detected at line 2) | 1
# unterminated f-string literal (detected at line 1) | 1
# unterminated triple-quoted f-string literal (detected at line 1) | 1
# (unicode error) 'unicodeescape' codec can't decode bytes in position 1-3: truncated \xXX escape | 1
# bytes can only contain ASCII literal characters | 1
# (unicode error) 'unicodeescape' codec can't decode bytes in position 0-15: unknown Unicode character name | 1
