import signal


def handler(number, frame):
    pass


print(signal.signal(signal.SIGUSR1, handler))  # expect: 0
print(signal.getsignal(signal.SIGUSR1) is handler)  # expect: True
print(signal.signal(signal.SIGUSR1, signal.SIG_IGN) is handler)  # expect: True
print(repr(signal.signal(signal.SIGUSR1, signal.SIG_DFL)))  # expect: <Handlers.SIG_IGN: 1>
print(signal.getsignal(signal.SIGINT) is signal.default_int_handler)  # expect: True
print(signal.getsignal(signal.SIGPIPE).name)  # expect: SIG_IGN
