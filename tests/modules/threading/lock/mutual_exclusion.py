import threading

lock, inside, total, broken = threading.Lock(), 0, 0, False

def work():
    global inside, total, broken
    for _ in range(300):
        with lock:
            inside += 1
            broken |= inside != 1
            for _ in range(20):
                total += 1
            inside -= 1

threads = [threading.Thread(target=work) for _ in range(6)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(total, broken)  # expect: 36000 False
