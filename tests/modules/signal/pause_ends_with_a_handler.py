# real time: the system's timers send signals
import signal

signal.signal(signal.SIGALRM, lambda number, frame: print("handled"))
signal.setitimer(signal.ITIMER_REAL, 0.01)
signal.pause()
print("paused")
# expect:
# handled
# paused
