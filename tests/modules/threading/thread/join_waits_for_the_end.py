import threading, time

done = []

def work():
    time.sleep(0.02)
    done.append(threading.current_thread().name)

thread = threading.Thread(target=work, name="worker")
print(thread.is_alive(), thread.ident)  # expect: False None
thread.start()
print(thread.is_alive(), thread.ident == thread.native_id or thread.ident > 0)  # expect: True True
thread.join()
print(thread.is_alive(), done)  # expect: False ['worker']
thread.join()
