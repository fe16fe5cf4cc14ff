import _thread, time

def work():
    try:
        raise ValueError("lost")
    finally:
        time.sleep(0)

_thread.start_new_thread(work, ())
time.sleep(0.1)
print("main goes on")  # expect: main goes on

# expect stderr: Traceback (most recent call last):
# expect stderr: ValueError: lost
