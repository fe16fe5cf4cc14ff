import signal

signal.signal(signal.SIGUSR2, lambda number, frame: print("handled", number))
signal.raise_signal(signal.SIGUSR2)
print("after")
signal.raise_signal(0)
try:
    signal.raise_signal(65)
except OSError as e:
    print(e)
try:
    signal.raise_signal(signal.SIGINT)
except KeyboardInterrupt:
    print("interrupted")
# expect:
# handled 12
# after
# [Errno 22] Invalid argument
# interrupted
