# real time: the system's timers send signals
import signal

print(signal.alarm(100))  # expect: 0
print(signal.alarm(50))  # expect: 100
print(signal.alarm(0))  # expect: 50
print(signal.alarm(0))  # expect: 0
