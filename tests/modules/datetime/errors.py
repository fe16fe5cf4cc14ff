from datetime import date, datetime, timedelta
def begins(f, words):
    # The library's words go on differently in 3.13 and 3.14.
    return error(f).startswith(words)
def error(f):
    try:
        f()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
print(begins(lambda: date(2024, 13, 1), "ValueError: month must be in 1..12"))  # expect: True
print(begins(lambda: date(0, 1, 1), "ValueError: year "))  # expect: True
print(begins(lambda: datetime(2024, 1, 1, 25), "ValueError: hour must be in 0..23"))  # expect: True
print(error(lambda: datetime.strptime("x", "%Y")))  # expect: ValueError: time data 'x' does not match format '%Y'
print(error(lambda: datetime.strptime("2024 extra", "%Y")))  # expect: ValueError: unconverted data remains:  extra
print(error(lambda: date.fromisoformat("nope")))  # expect: ValueError: Invalid isoformat string: 'nope'
print(begins(lambda: date(9999, 12, 31) + timedelta(1), "OverflowError: "))  # expect: True
print(begins(lambda: date(2024, 1, 1) + 1, "TypeError: unsupported operand type(s) for +: "))  # expect: True
