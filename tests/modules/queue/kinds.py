import queue

fifo = queue.Queue(2)
fifo.put(1)
fifo.put(2)
print(fifo.full(), fifo.get(), fifo.qsize(), fifo.empty())
try:
    queue.Queue().get_nowait()
except queue.Empty as e:
    print(repr(e))
best_first = queue.PriorityQueue()
best_first.put((2, "b"))
best_first.put((1, "a"))
print(best_first.get())
last_first = queue.LifoQueue()
last_first.put(1)
last_first.put(2)
print(last_first.get())

# expect:
# True 1 1 False
# Empty()
# (1, 'a')
# 2
