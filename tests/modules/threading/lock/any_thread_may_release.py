import threading

lock = threading.Lock()
lock.acquire()
thread = threading.Thread(target=lock.release)
thread.start()
print(lock.acquire(timeout=10))  # expect: True
thread.join()
