from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

berlin = ZoneInfo("Europe/Berlin")
print(datetime(2024, 7, 1, 12, tzinfo=berlin).isoformat())  # expect: 2024-07-01T12:00:00+02:00
print(datetime(2024, 1, 1, 12, tzinfo=berlin).tzname())  # expect: CET
night = datetime(2024, 3, 31, 1, 30, tzinfo=ZoneInfo("UTC"))
print(night.astimezone(berlin), (night - timedelta(hours=1)).astimezone(berlin))  # expect: 2024-03-31 03:30:00+02:00 2024-03-31 01:30:00+01:00
try:
    ZoneInfo("No/Where")
except ZoneInfoNotFoundError as e:
    print(e)  # expect: 'No time zone found with key No/Where'
