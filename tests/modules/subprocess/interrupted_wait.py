# real time: the system's timers send signals
import os
import signal
import subprocess


class Alarm(Exception):
    pass


def handler(number, frame):
    raise Alarm


signal.signal(signal.SIGALRM, handler)
child = subprocess.Popen(["sleep", "60"])
try:
    signal.setitimer(signal.ITIMER_REAL, 0.02)
    child.wait()
except Alarm:
    print("woken", child.poll())  # expect: woken None
try:
    signal.setitimer(signal.ITIMER_REAL, 0.02)
    os.wait()
except Alarm:
    print("woken")  # expect: woken
child.kill()
print(child.wait())  # expect: -9
