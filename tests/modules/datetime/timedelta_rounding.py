from datetime import timedelta

print(timedelta(microseconds=0.5), timedelta(microseconds=1.5), timedelta(microseconds=2.5))
# expect: 0:00:00 0:00:00.000002 0:00:00.000002
print(timedelta(microseconds=3) / 2, timedelta(microseconds=5) / 2, timedelta(microseconds=-3) // 2)
# expect: 0:00:00.000002 0:00:00.000002 -1 day, 23:59:59.999998
print(timedelta(seconds=1) * 0.1, timedelta(1) * 1e-12, timedelta(days=1.1, hours=0.1))
# expect: 0:00:00.100000 0:00:00 1 day, 2:30:00
print(timedelta(days=3, seconds=7) % timedelta(hours=5), divmod(timedelta(1), timedelta(hours=7)))
# expect: 2:00:07 (3, datetime.timedelta(seconds=10800))
print(timedelta(days=999999999).total_seconds(), timedelta(1) / timedelta(3))  # expect: 86399999913600.0 0.3333333333333333
print(abs(timedelta(-1)), -timedelta(seconds=1), +timedelta(1), bool(timedelta(0)), repr(timedelta(0)))
# expect: 1 day, 0:00:00 -1 day, 23:59:59 1 day, 0:00:00 False datetime.timedelta(0)
