import os, signal, threading, time

def interrupt():
    time.sleep(0.02)
    os.kill(os.getpid(), signal.SIGINT)

release = threading.Event()
blocked = threading.Thread(target=release.wait)
blocked.start()
threading.Thread(target=interrupt).start()
try:
    blocked.join()
except KeyboardInterrupt:
    print("interrupted")  # expect: interrupted
release.set()
