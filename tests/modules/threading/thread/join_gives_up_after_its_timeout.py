import threading

release = threading.Event()
thread = threading.Thread(target=release.wait)
thread.start()
print(thread.join(timeout=0.02), thread.is_alive())  # expect: None True
release.set()
thread.join()
print(thread.is_alive())  # expect: False
