import threading

def work():
    raise ValueError("in a thread")

thread = threading.Thread(target=work, name="worker")
thread.start()
thread.join()
print("main goes on")

# expect:
# main goes on

# expect stderr: Exception in thread worker:
# expect stderr: Traceback (most recent call last):
# expect stderr:     raise ValueError("in a thread")
# expect stderr: ValueError: in a thread
