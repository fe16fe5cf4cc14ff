# only taipan: virtual time
import datetime
import time

before = (time.time(), time.monotonic(), time.perf_counter(), datetime.datetime.now())
before_ns = (time.time_ns(), time.monotonic_ns(), time.perf_counter_ns())
time.sleep(1.5)
after = (time.time(), time.monotonic(), time.perf_counter(), datetime.datetime.now())
after_ns = (time.time_ns(), time.monotonic_ns(), time.perf_counter_ns())
print([str(b - a) for a, b in zip(before, after)])  # expect: ['1.5', '1.5', '1.5', '0:00:01.500000']
print([b - a for a, b in zip(before_ns, after_ns)])  # expect: [1500000000, 1500000000, 1500000000]
