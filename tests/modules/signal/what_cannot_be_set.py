import signal

for arguments in [(0, signal.SIG_DFL), (65, signal.SIG_DFL), (9, signal.SIG_DFL), (10, 5), (10, None), ("x", 0)]:
    try:
        signal.signal(*arguments)
    except (ValueError, OSError, TypeError) as e:
        print(type(e).__name__, e)
# expect:
# ValueError signal number out of range
# ValueError signal number out of range
# OSError [Errno 22] Invalid argument
# TypeError signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object
# TypeError signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object
# TypeError 'str' object cannot be interpreted as an integer
