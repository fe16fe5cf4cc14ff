for f in (lambda: 1 / 0, lambda: 1 // 0, lambda: 1 % 0, lambda: 1.0 / 0, lambda: 1.0 // 0, lambda: 1.0 % 0, lambda: divmod(1, 0), lambda: 0 ** -1):
    try:
        f()
    except ZeroDivisionError as e:
        print(e)
# expect:
# division by zero
# integer division or modulo by zero
# integer modulo by zero
# float division by zero
# float floor division by zero
# float modulo by zero
# integer division or modulo by zero
# 0.0 cannot be raised to a negative power
