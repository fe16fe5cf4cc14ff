from datetime import datetime, timezone, timedelta
t = datetime(2024, 1, 1, 12, tzinfo=timezone.utc)
east = timezone(timedelta(hours=5, minutes=30))
print(t, t.astimezone(east), t.timestamp(), t.astimezone(east) == t)  # expect: 2024-01-01 12:00:00+00:00 2024-01-01 17:30:00+05:30 1704110400.0 True
print(timezone.utc, repr(east))  # expect: UTC datetime.timezone(datetime.timedelta(seconds=19800))
print(datetime.fromtimestamp(0, timezone.utc), t.isoformat())  # expect: 1970-01-01 00:00:00+00:00 2024-01-01T12:00:00+00:00
print(datetime.fromisoformat("2024-01-01T12:00:00+02:00").utcoffset())  # expect: 2:00:00
try:
    t < datetime(2024, 1, 1)
except TypeError as e:
    print("can't compare" in str(e) or "cannot compare" in str(e))  # expect: True
