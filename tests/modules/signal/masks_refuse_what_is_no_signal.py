import signal

for call in [
    lambda: signal.pthread_sigmask(signal.SIG_BLOCK, [0]),
    lambda: signal.pthread_sigmask(signal.SIG_BLOCK, [65]),
    lambda: signal.pthread_sigmask(9, [1]),
    lambda: signal.pthread_sigmask(signal.SIG_BLOCK, 5),
]:
    try:
        call()
    except (ValueError, OSError, TypeError) as e:
        print(type(e).__name__, e)
# expect:
# ValueError signal number 0 out of range [1; 64]
# ValueError signal number 65 out of range [1; 64]
# OSError [Errno 22] Invalid argument
# TypeError 'int' object is not iterable
