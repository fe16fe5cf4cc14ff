import os
import signal

order = []
numbers = [signal.SIGUSR2, signal.SIGHUP, signal.SIGUSR1]
for number in numbers:
    signal.signal(number, lambda number, frame: order.append(signal.Signals(number).name))
signal.pthread_sigmask(signal.SIG_BLOCK, numbers)
for number in numbers:
    os.kill(os.getpid(), number)
print(order)  # expect: []
signal.pthread_sigmask(signal.SIG_UNBLOCK, numbers)
print(order)  # expect: ['SIGHUP', 'SIGUSR1', 'SIGUSR2']
