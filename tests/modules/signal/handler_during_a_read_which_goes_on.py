# real time: the system's timers send signals
import os
import signal

read, write = os.pipe()
signal.signal(signal.SIGALRM, lambda number, frame: os.write(write, b"from the handler"))
signal.setitimer(signal.ITIMER_REAL, 0.01)
print(os.read(read, 100))  # expect: b'from the handler'
