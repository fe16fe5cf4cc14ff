try:
    compile("x = " + "1" * 5000, "<t>", "exec")
except SyntaxError as e:
    print(e.msg)
names = {}
exec("x = 0x" + "1" * 5000, names)
print(names["x"].bit_length())
# expect:
# Exceeds the limit (4300 digits) for integer string conversion: value has 5000 digits; use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer literals to avoid decimal conversion limits.
# 19997
