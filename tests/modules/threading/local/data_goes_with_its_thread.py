import threading, weakref

class Thing:
    pass

data, things = threading.local(), []

def work():
    data.thing = Thing()
    things.append(weakref.ref(data.thing))

thread = threading.Thread(target=work)
thread.start()
thread.join()
print(things[0]())  # expect: None
