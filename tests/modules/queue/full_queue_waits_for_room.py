import queue, threading

q = queue.Queue(maxsize=2)
order = []

def produce():
    for i in range(6):
        q.put(i)
    q.put(None)

thread = threading.Thread(target=produce)
thread.start()
while (item := q.get()) is not None:
    order.append(item)
    assert q.qsize() <= 2
thread.join()
print(order)  # expect: [0, 1, 2, 3, 4, 5]
