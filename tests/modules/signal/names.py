import signal

print(signal.strsignal(signal.SIGTERM), "|", signal.strsignal(34), "|", signal.strsignal(32))
print(signal.SIGRTMIN in signal.valid_signals(), 32 in signal.valid_signals(), len(signal.valid_signals()))
print(repr(signal.SIGCHLD), repr(signal.SIG_BLOCK))
# expect:
# Terminated | Real-time signal 0 | None
# True False 62
# <Signals.SIGCHLD: 17> <Sigmasks.SIG_BLOCK: 0>
