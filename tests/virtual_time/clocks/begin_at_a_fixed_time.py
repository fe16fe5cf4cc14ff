# only taipan: virtual time
import datetime
import time

print(time.monotonic(), time.perf_counter())  # expect: 0.0 0.0
print(datetime.datetime.now(datetime.timezone.utc))  # expect: 2026-01-01 00:00:00+00:00
