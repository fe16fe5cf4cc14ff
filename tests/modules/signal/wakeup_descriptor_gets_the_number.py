import os
import signal

read, write = os.pipe()
os.set_blocking(read, False)
try:
    signal.set_wakeup_fd(write)
except ValueError as e:
    print(str(e).replace(str(write), "N"))  # expect: the fd N must be in non-blocking mode
os.set_blocking(write, False)
print(signal.set_wakeup_fd(write))  # expect: -1
signal.signal(signal.SIGUSR1, lambda number, frame: print("handled"))
signal.raise_signal(signal.SIGUSR1)  # expect: handled
print(os.read(read, 10) == bytes([signal.SIGUSR1]))  # expect: True
print(signal.set_wakeup_fd(-1) == write)  # expect: True
signal.raise_signal(signal.SIGUSR1)  # expect: handled
try:
    os.read(read, 10)
except BlockingIOError:
    print("empty")  # expect: empty
