import os
import signal

before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1])
print(before)  # expect: set()
os.kill(os.getpid(), signal.SIGUSR1)
print(signal.sigpending())  # expect: {<Signals.SIGUSR1: 10>}
print(repr(signal.sigwait([signal.SIGUSR1])))  # expect: <Signals.SIGUSR1: 10>
print(signal.sigpending())  # expect: set()
print(signal.pthread_sigmask(signal.SIG_SETMASK, []))  # expect: {<Signals.SIGUSR1: 10>}
