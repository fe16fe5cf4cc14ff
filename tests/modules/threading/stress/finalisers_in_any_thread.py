import sys, threading

sys.setswitchinterval(0.0001)
ended = []

class Thing:
    def __init__(self, n):
        self.n = n
    def __del__(self):
        ended.append(self.n)

def work(start):
    for i in range(100):
        Thing(start + i)

threads = [threading.Thread(target=work, args=(i * 100,)) for i in range(5)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sorted(ended) == list(range(500)))  # expect: True
