import threading

lock = threading.Lock()
order = []

def work():
    order.append("asks")
    asked.set()
    with lock:
        order.append("has it")

asked = threading.Event()
lock.acquire()
thread = threading.Thread(target=work)
thread.start()
asked.wait()
order.append("releases")
lock.release()
thread.join()
print(order)  # expect: ['asks', 'releases', 'has it']
