# real time: the system's timers send signals
import signal
import time

seen = []
signal.signal(signal.SIGALRM, lambda number, frame: seen.append(number))
signal.setitimer(signal.ITIMER_REAL, 0.01)
start = time.monotonic()
time.sleep(0.05)
print(len(seen), time.monotonic() - start >= 0.05)  # expect: 1 True
