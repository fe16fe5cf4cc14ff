import queue

q = queue.SimpleQueue()
for get in (q.get_nowait, lambda: q.get(timeout=0.01), lambda: q.get(False)):
    try:
        get()
    except queue.Empty as error:
        print(repr(error))
# expect: Empty()
# expect: Empty()
# expect: Empty()
try:
    q.get(timeout=-1)
except ValueError as error:
    print(error)  # expect: 'timeout' must be a non-negative number
