# real time: the system's timers send signals
import os
import signal

signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1])
print(signal.sigtimedwait([signal.SIGUSR1], 0))  # expect: None
print(signal.sigtimedwait([signal.SIGUSR1], 0.01))  # expect: None
os.kill(os.getpid(), signal.SIGUSR1)
info = signal.sigtimedwait([signal.SIGUSR1], 10)
print(info.si_signo, info.si_pid == os.getpid(), info.si_uid == os.getuid())  # expect: 10 True True
os.kill(os.getpid(), signal.SIGUSR1)
print(signal.sigwaitinfo([signal.SIGUSR1]).si_signo)  # expect: 10
try:
    signal.sigtimedwait([signal.SIGUSR1], -1)
except ValueError as e:
    print(e)  # expect: timeout must be non-negative
