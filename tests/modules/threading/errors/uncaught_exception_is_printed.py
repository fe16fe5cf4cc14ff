import threading

def work():
    raise ValueError("in the thread")

thread = threading.Thread(target=work, name="worker")
thread.start()
thread.join()
print("main goes on")  # expect: main goes on

# expect stderr: Exception in thread worker:
# expect stderr: Traceback (most recent call last):
# expect stderr:     raise ValueError("in the thread")
# expect stderr: ValueError: in the thread
