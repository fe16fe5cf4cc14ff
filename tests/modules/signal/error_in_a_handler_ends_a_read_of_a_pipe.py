# real time: the system's timers send signals
import os
import signal


class Alarm(Exception):
    pass


def handler(number, frame):
    raise Alarm


signal.signal(signal.SIGALRM, handler)
read, write = os.pipe()
try:
    signal.setitimer(signal.ITIMER_REAL, 0.01)
    os.read(read, 1)
except Alarm:
    print("woken")  # expect: woken
