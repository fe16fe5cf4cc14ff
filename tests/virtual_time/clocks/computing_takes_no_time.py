# only taipan: virtual time
import time

before = time.monotonic()
sum(range(300_000))
print(time.monotonic() - before)  # expect: 0.0
