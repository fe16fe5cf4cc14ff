import datetime as d

for f in [
    lambda: d.datetime(2000),
    lambda: d.date(2000, 13, 1),
    lambda: d.date(2001, 2, 29),
    lambda: d.date(0, 1, 1),
    lambda: d.date(2000, 1, 1.0),
    lambda: d.time(24),
    lambda: d.time(0, fold=2),
    lambda: d.datetime(1, 2, 3, 4, 5, 6, 7, None, 1),
    lambda: d.datetime.now(3),
    lambda: d.datetime.fromtimestamp("a"),
    lambda: d.datetime.fromtimestamp(float("nan")),
    lambda: d.datetime.combine(1, 2),
    lambda: d.timedelta("a"),
    lambda: d.timedelta(days=10**9),
    lambda: d.timedelta(1) / 0,
    lambda: d.timedelta(1) / d.timedelta(0),
    lambda: d.date.max + d.timedelta(1),
    lambda: d.datetime.min < d.date.min,
    lambda: d.datetime.min < d.datetime.min.replace(tzinfo=d.timezone.utc),
    lambda: d.datetime.min - d.datetime.min.replace(tzinfo=d.timezone.utc),
    lambda: d.timezone(d.timedelta(days=1)),
    lambda: d.timezone.utc.utcoffset(3),
    lambda: d.tzinfo().utcoffset(None),
    lambda: d.date.fromordinal(0),
]:
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__, error)
# expect:
# TypeError function missing required argument 'month' (pos 2)
# ValueError month must be in 1..12
# ValueError day is out of range for month
# ValueError year 0 is out of range
# TypeError 'float' object cannot be interpreted as an integer
# ValueError hour must be in 0..23
# ValueError fold must be either 0 or 1
# TypeError function takes at most 8 positional arguments (9 given)
# TypeError tzinfo argument must be None or of a tzinfo subclass, not type 'int'
# TypeError 'str' object cannot be interpreted as an integer
# ValueError Invalid value NaN (not a number)
# TypeError combine() argument 1 must be datetime.date, not int
# TypeError unsupported type for timedelta days component: str
# OverflowError days=1000000000; must have magnitude <= 999999999
# ZeroDivisionError integer division or modulo by zero
# ZeroDivisionError division by zero
# OverflowError date value out of range
# TypeError '<' not supported between instances of 'datetime.datetime' and 'datetime.date'
# TypeError can't compare offset-naive and offset-aware datetimes
# TypeError can't subtract offset-naive and offset-aware datetimes
# ValueError offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), not datetime.timedelta(days=1).
# TypeError utcoffset(dt) argument must be a datetime instance or None, not int
# NotImplementedError a tzinfo subclass must implement utcoffset()
# ValueError ordinal must be >= 1
