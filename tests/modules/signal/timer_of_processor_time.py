# real time: the system's timers send signals
import signal

seen = []
signal.signal(signal.SIGVTALRM, lambda number, frame: seen.append(number))
signal.setitimer(signal.ITIMER_VIRTUAL, 0.01)
while not seen:
    pass
print(seen == [signal.SIGVTALRM])  # expect: True
