import sys, threading

sys.setswitchinterval(0.0001)

class Node:
    def __init__(self, value, next):
        self.value, self.next = value, next

def build(seed, results):
    for round in range(30):
        head = None
        for i in range(50):
            head = Node({"i": i, "s": str(i) * 3, "t": (i, [i])}, head)
        total, node = 0, head
        while node:
            total += node.value["i"] + len(node.value["t"])
            node = node.next
        results.append(total + seed)

results = [[] for _ in range(8)]
threads = [threading.Thread(target=build, args=(i, results[i])) for i in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(all(r == [1325 + i] * 30 for i, r in enumerate(results)))  # expect: True
