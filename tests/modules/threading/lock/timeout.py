import threading, time

lock = threading.Lock()
lock.acquire()
start = time.monotonic()
print(lock.acquire(timeout=0.05), lock.acquire(blocking=False))  # expect: False False
print(time.monotonic() - start >= 0.05)  # expect: True
for arguments in [(False, 1), (True, -2), (True, threading.TIMEOUT_MAX + 1)]:
    try:
        lock.acquire(*arguments)
    except (ValueError, OverflowError) as error:
        print(error)
# expect: can't specify a timeout for a non-blocking call
# expect: timeout value must be a non-negative number
# expect: timestamp out of range for platform time_t
