# real time: the system's timers send signals
import signal

seen = []
signal.signal(signal.SIGALRM, lambda number, frame: seen.append(number))
signal.setitimer(signal.ITIMER_REAL, 0.01)
while not seen:
    pass
print(seen == [signal.SIGALRM])  # expect: True
