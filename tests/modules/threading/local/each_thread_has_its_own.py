import threading

data = threading.local()
data.x = "main"

def work():
    print(hasattr(data, "x"))  # expect: False
    data.x = "thread"
    print(data.__dict__)  # expect: {'x': 'thread'}
    del data.x
    print(hasattr(data, "x"))  # expect: False

thread = threading.Thread(target=work)
thread.start()
thread.join()
print(data.x, data.__dict__)  # expect: main {'x': 'main'}
