import threading

def work():
    pass

print(threading.Thread().name, threading.Thread(target=work).name)  # expect: Thread-1 Thread-2 (work)
print(threading.main_thread().name, threading.current_thread() is threading.main_thread())  # expect: MainThread True
