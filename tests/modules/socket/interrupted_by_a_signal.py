# Ctrl-C ends a wait for a socket.
import os
import signal
import socket
import threading

for use in (lambda s: s.recv(1), lambda s: s.settimeout(60) or s.recv(1), lambda s: s.sendall(bytes(50_000_000))):
    a, b = socket.socketpair()
    timer = threading.Timer(0.05, os.kill, [os.getpid(), signal.SIGINT])
    timer.start()
    try:
        use(a)
    except KeyboardInterrupt:
        print("interrupted")
    timer.join()
    a.close()
    b.close()
# expect:
# interrupted
# interrupted
# interrupted
