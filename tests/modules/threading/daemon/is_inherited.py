import threading

def outer():
    inner = threading.Thread(target=lambda: None)
    print(inner.daemon)  # expect: True

thread = threading.Thread(target=outer, daemon=True)
thread.start()
thread.join()
print(threading.Thread().daemon)  # expect: False
