# only taipan: virtual time
import queue
import threading
import time

print(threading.Event().wait(100), time.monotonic())  # expect: False 100.0
lock = threading.Lock()
lock.acquire()
print(lock.acquire(timeout=50), time.monotonic())  # expect: False 150.0
try:
    queue.Queue().get(timeout=25)
except queue.Empty:
    print("empty", time.monotonic())  # expect: empty 175.0
condition = threading.Condition()
with condition:
    print(condition.wait(5), time.monotonic())  # expect: False 180.0
