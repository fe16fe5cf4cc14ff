import threading

def depth(n=0):
    try:
        return depth(n + 1)
    except RecursionError:
        return n

found = []
threads = [threading.Thread(target=lambda: found.append(depth())) for _ in range(3)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(all(900 < d < 1000 for d in found), len(found))  # expect: True 3
