import threading

condition, items, taken = threading.Condition(), [], []

def consume():
    for _ in range(5):
        with condition:
            condition.wait_for(lambda: items)
            taken.append(items.pop(0))

thread = threading.Thread(target=consume)
thread.start()
for i in range(5):
    with condition:
        items.append(i)
        condition.notify()
thread.join()
print(taken)  # expect: [0, 1, 2, 3, 4]
