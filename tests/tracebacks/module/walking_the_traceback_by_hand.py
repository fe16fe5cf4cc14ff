def inner():
    raise ValueError

def outer():
    inner()

try:
    outer()
except ValueError as e:
    tb = e.__traceback__
    while tb:
        print(tb.tb_frame.f_code.co_name, tb.tb_lineno)
        tb = tb.tb_next

# expect:
# <module> 8
# outer 5
# inner 2
