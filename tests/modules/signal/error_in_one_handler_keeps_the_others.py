import os
import signal

seen = []


def first(number, frame):
    raise ValueError("first")


signal.signal(signal.SIGHUP, first)
signal.signal(signal.SIGUSR1, lambda number, frame: seen.append("second"))
numbers = [signal.SIGHUP, signal.SIGUSR1]
signal.pthread_sigmask(signal.SIG_BLOCK, numbers)
for number in numbers:
    os.kill(os.getpid(), number)
try:
    signal.pthread_sigmask(signal.SIG_UNBLOCK, numbers)
    while not seen:
        pass
except ValueError as e:
    print(e)  # expect: first
while not seen:
    pass
print(seen)  # expect: ['second']
