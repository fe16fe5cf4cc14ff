import os
import signal


def handler(number, frame):
    print(signal.Signals(number).name, frame.f_code.co_name)


def program():
    os.kill(os.getpid(), signal.SIGUSR1)
    # Handlers run between steps.
    print("after")


signal.signal(signal.SIGUSR1, handler)
program()
# expect:
# SIGUSR1 program
# after
