from datetime import date, datetime, timedelta
def error(f):
    try:
        f()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
print(error(lambda: date(2024, 13, 1)))  # expect: ValueError: month must be in 1..12
print(error(lambda: date(0, 1, 1)))  # expect: ValueError: year 0 is out of range
print(error(lambda: datetime(2024, 1, 1, 25)))  # expect: ValueError: hour must be in 0..23
print(error(lambda: datetime.strptime("x", "%Y")))  # expect: ValueError: time data 'x' does not match format '%Y'
print(error(lambda: datetime.strptime("2024 extra", "%Y")))  # expect: ValueError: unconverted data remains:  extra
print(error(lambda: date.fromisoformat("nope")))  # expect: ValueError: Invalid isoformat string: 'nope'
print(error(lambda: date(9999, 12, 31) + timedelta(1)))  # expect: OverflowError: date value out of range
print(error(lambda: date(2024, 1, 1) + 1))  # expect: TypeError: unsupported operand type(s) for +: 'datetime.date' and 'int'
