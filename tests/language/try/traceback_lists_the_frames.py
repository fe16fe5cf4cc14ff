def a(): b()
def b(): raise ValueError
try:
    a()
except ValueError as e:
    tb, seen = e.__traceback__, []
    while tb:
        seen.append((tb.tb_frame.f_code.co_name, tb.tb_lineno))
        tb = tb.tb_next
    print(seen)  # expect: [('<module>', 4), ('a', 1), ('b', 2)]
