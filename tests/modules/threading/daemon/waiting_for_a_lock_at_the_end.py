import atexit, threading

lock = threading.Lock()
lock.acquire()
started = threading.Event()

def wait():
    started.set()
    with lock:
        print("never")

threading.Thread(target=wait, daemon=True).start()
started.wait()
atexit.register(print, "at exit")  # expect: at exit
