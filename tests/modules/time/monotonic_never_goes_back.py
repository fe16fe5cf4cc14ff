import time
readings = [time.monotonic() for _ in range(1000)]
print(readings == sorted(readings), type(readings[0]).__name__)  # expect: True float
print(type(time.monotonic_ns()).__name__)  # expect: int
