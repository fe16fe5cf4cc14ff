0 ** -2  # expect error: ZeroDivisionError: 0.0 cannot be raised to a negative power
