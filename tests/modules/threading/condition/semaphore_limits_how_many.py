import threading, time

semaphore, guard = threading.BoundedSemaphore(2), threading.Lock()
inside, most = 0, 0

def work():
    global inside, most
    with semaphore:
        with guard:
            inside += 1
            most = max(most, inside)
        time.sleep(0.01)
        with guard:
            inside -= 1

threads = [threading.Thread(target=work) for _ in range(6)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(most)  # expect: 2
