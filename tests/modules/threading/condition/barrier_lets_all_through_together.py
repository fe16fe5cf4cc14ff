import threading

barrier = threading.Barrier(3)
before, after = [], []

def work(i):
    before.append(i)
    barrier.wait()
    after.append(len(before))

threads = [threading.Thread(target=work, args=(i,)) for i in range(3)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(after)  # expect: [3, 3, 3]
