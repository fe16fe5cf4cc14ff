# Neither thread ever waits: the interpreter hands over by itself.
import threading

stop = False
rounds = 0

def compute():
    global rounds
    while not stop:
        rounds += 1

thread = threading.Thread(target=compute)
thread.start()
while rounds < 1000:
    pass
stop = True
thread.join()
print("both went on")  # expect: both went on
