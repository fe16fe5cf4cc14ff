# A function that is one return statement, called over and over from native code.
import threading

turns = 0

def count():
    global turns
    while turns < 3:
        turns += 1

thread = threading.Thread(target=count)
thread.start()
for _ in iter(lambda: turns, 3):
    pass
thread.join()
print(turns)  # expect: 3
