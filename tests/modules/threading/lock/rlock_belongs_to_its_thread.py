import threading

lock = threading.RLock()
result = []

def work():
    result.append(lock.acquire(blocking=False))
    try:
        lock.release()
    except RuntimeError as error:
        result.append(str(error))

with lock, lock:
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
print(result)  # expect: [False, 'cannot release un-acquired lock']
thread = threading.Thread(target=lambda: result.append(lock.acquire(blocking=False)))
thread.start()
thread.join()
print(result[-1])  # expect: True
