import time
print(type(time.perf_counter()).__name__, type(time.time()).__name__)  # expect: float float
print(type(time.time_ns()).__name__)  # expect: int
print(type(time.process_time()).__name__)  # expect: float
print(time.time() > 1_700_000_000, type(time.perf_counter_ns()).__name__)  # expect: True int
