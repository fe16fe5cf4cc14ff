import threading

def attempt(f, *args):
    try:
        f(*args)
    except RuntimeError as error:
        print(error)

thread = threading.Thread(target=lambda: None)
attempt(thread.join)  # expect: cannot join thread before it is started
thread.start()
attempt(thread.start)  # expect: threads can only be started once
thread.join()
attempt(threading.current_thread().join)  # expect: cannot join current thread
attempt(setattr, thread, "daemon", True)  # expect: cannot set daemon status of active thread
