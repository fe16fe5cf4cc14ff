# Ctrl-C ends each kind of wait.
import os
import select
import signal
import threading

read, write = os.pipe()
p = select.poll()
p.register(read, select.POLLIN)
e = select.epoll()
e.register(read, select.EPOLLIN)
for wait in (lambda: select.select([read], [], []), p.poll, e.poll, lambda: e.poll(60)):
    timer = threading.Timer(0.05, os.kill, [os.getpid(), signal.SIGINT])
    timer.start()
    try:
        wait()
    except KeyboardInterrupt:
        print("interrupted")
    timer.join()
# expect:
# interrupted
# interrupted
# interrupted
# interrupted
