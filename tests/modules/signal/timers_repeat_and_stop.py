# real time: the system's timers send signals
import signal

seen = []
signal.signal(signal.SIGALRM, lambda number, frame: seen.append(1))
print(signal.getitimer(signal.ITIMER_REAL))  # expect: (0.0, 0.0)
print(signal.setitimer(signal.ITIMER_REAL, 0.005, 0.005))  # expect: (0.0, 0.0)
while len(seen) < 3:
    pass
left, every = signal.setitimer(signal.ITIMER_REAL, 0)
print(0 < left <= 0.005, every)  # expect: True 0.005
print(signal.getitimer(signal.ITIMER_REAL))  # expect: (0.0, 0.0)
