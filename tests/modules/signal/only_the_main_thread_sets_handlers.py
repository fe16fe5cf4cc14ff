import signal
import threading


def attempt():
    for set_it in (lambda: signal.signal(signal.SIGUSR1, signal.SIG_IGN), lambda: signal.set_wakeup_fd(-1)):
        try:
            set_it()
        except ValueError as e:
            print(e)


thread = threading.Thread(target=attempt)
thread.start()
thread.join()
# expect:
# signal only works in main thread of the main interpreter
# set_wakeup_fd only works in main thread of the main interpreter
