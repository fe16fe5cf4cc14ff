def check(src):
    try:
        compile(src, "<t>", "exec")
    except SyntaxError as e:
        print(e.msg, "|", e.lineno)
check("0777")
check("0b12")
check("0o8")
check("0xg")
check("1__0")
check("1_")
check("12abc")
check("1.5.2")
check("1e")
# expect:
# leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers | 1
# invalid digit '2' in binary literal | 1
# invalid digit '8' in octal literal | 1
# invalid hexadecimal literal | 1
# invalid decimal literal | 1
# invalid decimal literal | 1
# invalid decimal literal | 1
# invalid syntax | 1
# invalid decimal literal | 1
