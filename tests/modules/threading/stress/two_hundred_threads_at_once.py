import threading

barrier, total, lock = threading.Barrier(200), 0, threading.Lock()

def work(n):
    global total
    barrier.wait()
    with lock:
        total += n

threads = [threading.Thread(target=work, args=(i,)) for i in range(200)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(total)  # expect: 19900
