import time
t = time.monotonic()
print(time.sleep(0.02), time.monotonic() - t >= 0.02)  # expect: None True
time.sleep(0)
try:
    time.sleep(-1)
except ValueError as e:
    print(e)  # expect: sleep length must be non-negative
