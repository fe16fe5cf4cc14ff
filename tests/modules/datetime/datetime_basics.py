from datetime import datetime, timedelta, time
t = datetime(2024, 5, 6, 7, 8, 9, 10)
print(t, repr(t), t.date(), t.time())  # expect: 2024-05-06 07:08:09.000010 datetime.datetime(2024, 5, 6, 7, 8, 9, 10) 2024-05-06 07:08:09.000010
print(t.isoformat(sep=" ", timespec="minutes"))  # expect: 2024-05-06 07:08
print(t + timedelta(hours=20), t.replace(minute=0, microsecond=0))  # expect: 2024-05-07 03:08:09.000010 2024-05-06 07:00:09
print(datetime(2024, 1, 1) == datetime(2024, 1, 1, 0, 0))  # expect: True
print(t.strftime("%A %d %B %Y %I:%M %p %f"))  # expect: Monday 06 May 2024 07:08 AM 000010
print(datetime.strptime("2024-12-25 10:30", "%Y-%m-%d %H:%M"))  # expect: 2024-12-25 10:30:00
print(datetime.fromisoformat("2024-01-02T03:04:05"))  # expect: 2024-01-02 03:04:05
print(datetime.combine(t.date(), time(1, 2)), t - datetime(2024, 5, 1))  # expect: 2024-05-06 01:02:00 5 days, 7:08:09.000010
