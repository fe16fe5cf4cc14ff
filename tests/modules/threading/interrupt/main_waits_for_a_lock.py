import os, signal, threading

lock = threading.Lock()
lock.acquire()
threading.Timer(0.02, os.kill, [os.getpid(), signal.SIGINT]).start()
try:
    lock.acquire()
except KeyboardInterrupt:
    print("interrupted")  # expect: interrupted
lock.release()
print(lock.acquire(timeout=1))  # expect: True
