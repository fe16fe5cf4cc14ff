import queue, threading

numbers = queue.SimpleQueue()
taken = []

def consume():
    while (item := numbers.get()) is not None:
        taken.append(item)

thread = threading.Thread(target=consume)
thread.start()
for i in range(5):
    numbers.put(i)
numbers.put(None)
thread.join()
print(taken, numbers.empty(), numbers.qsize())  # expect: [0, 1, 2, 3, 4] True 0
