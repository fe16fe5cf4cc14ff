import threading

class Data(threading.local):
    shared = []
    def __init__(self, first, *, second):
        self.values = [first, second]
        self.shared.append(threading.current_thread().name)
    def total(self):
        return sum(self.values)

data = Data(1, second=2)
data.values.append(10)
thread = threading.Thread(target=lambda: print(data.total()), name="other")  # expect: 3
thread.start()
thread.join()
print(data.total(), Data.shared)  # expect: 13 ['MainThread', 'other']
try:
    threading.local(1)
except TypeError as error:
    print(error)  # expect: Initialization arguments are not supported
