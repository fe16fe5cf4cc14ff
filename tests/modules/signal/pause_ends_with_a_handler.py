# real time: the system's timers send signals
import signal

seen = []
signal.signal(signal.SIGALRM, lambda number, frame: seen.append(number))
# Again and again: the first may come before the wait begins.
signal.setitimer(signal.ITIMER_REAL, 0.01, 0.01)
signal.pause()
signal.setitimer(signal.ITIMER_REAL, 0)
print(len(seen) > 0)  # expect: True
