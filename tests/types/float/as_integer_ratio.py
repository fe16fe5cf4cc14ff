print((0.5).as_integer_ratio(), (-0.75).as_integer_ratio())  # expect: (1, 2) (-3, 4)
print((3.0).as_integer_ratio())  # expect: (3, 1)
print((0.1).as_integer_ratio())  # expect: (3602879701896397, 36028797018963968)
def error(f):
    try:
        f()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
print(error(lambda: float("inf").as_integer_ratio()))  # expect: OverflowError: cannot convert Infinity to integer ratio
print(error(lambda: float("nan").as_integer_ratio()))  # expect: ValueError: cannot convert NaN to integer ratio
