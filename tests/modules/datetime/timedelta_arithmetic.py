from datetime import timedelta
d = timedelta(days=1, hours=2, minutes=3, seconds=4, milliseconds=5)
print(d, repr(d), d.total_seconds(), d.days, d.seconds)  # expect: 1 day, 2:03:04.005000 datetime.timedelta(days=1, seconds=7384, microseconds=5000) 93784.005 1 7384
print(-timedelta(hours=1), timedelta(hours=1) * 3)  # expect: -1 day, 23:00:00 3:00:00
print(timedelta(hours=3) / timedelta(hours=2))  # expect: 1.5
print(timedelta(days=1) // 7, abs(timedelta(-1)))  # expect: 3:25:42.857142 1 day, 0:00:00
print(timedelta(minutes=90) % timedelta(hours=1), timedelta(weeks=1))  # expect: 0:30:00 7 days, 0:00:00
print(bool(timedelta()), timedelta(seconds=0.5))  # expect: False 0:00:00.500000
