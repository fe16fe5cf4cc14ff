import signal
import subprocess
import sys

code = "import signal; print(signal.getsignal(signal.SIGUSR1).name, signal.getsignal(signal.SIGINT))"


def child():
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.split()


signal.signal(signal.SIGUSR1, signal.SIG_IGN)
signal.signal(signal.SIGINT, signal.SIG_IGN)
print(child())  # expect: ['SIG_IGN', '1']
signal.signal(signal.SIGUSR1, lambda number, frame: None)
signal.signal(signal.SIGINT, signal.default_int_handler)
print(child()[0])  # expect: SIG_DFL
