import signal

for call in [lambda: signal.setitimer(0, -1), lambda: signal.setitimer(9, 1), lambda: signal.getitimer(9)]:
    try:
        call()
    except signal.ItimerError as e:
        print(type(e).__name__, e, isinstance(e, OSError))
# expect:
# itimer_error [Errno 22] Invalid argument True
# itimer_error [Errno 22] Invalid argument True
# itimer_error [Errno 22] Invalid argument True
