import signal
import threading

signal.signal(signal.SIGUSR1, lambda number, frame: print("handled"))
signal.pthread_kill(threading.get_ident(), signal.SIGUSR1)
signal.pthread_kill(threading.get_ident(), 0)
print("after")
# expect:
# handled
# after
