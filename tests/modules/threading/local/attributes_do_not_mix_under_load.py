import threading

data, wrong = threading.local(), []

class Slow:
    def __get__(self, instance, owner):
        for _ in range(50):
            pass
        return instance.value

class Data(threading.local):
    seen = Slow()

data = Data()

def work(i):
    for n in range(200):
        data.value = (i, n)
        if data.seen != (i, n) or data.value != (i, n):
            wrong.append((i, n))

threads = [threading.Thread(target=work, args=(i,)) for i in range(5)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(wrong)  # expect: []
