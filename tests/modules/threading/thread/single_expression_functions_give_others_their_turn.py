# Nothing but a function that is one return statement: the only place to hand over at is its end.
import threading, time

def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)

ticks, stop = [], False

def tick():
    while not stop:
        time.sleep(0.001)
        ticks.append(time.monotonic())

thread = threading.Thread(target=tick)
thread.start()
n, took = 15, 0
while took < 0.1:
    n += 1
    start = time.monotonic()
    fib(n)
    end = time.monotonic()
    took = end - start
stop = True
thread.join()
print(sum(start < t < end for t in ticks) >= 2)  # expect: True
