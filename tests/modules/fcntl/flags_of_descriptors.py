import fcntl
import os

read, write = os.pipe()
print(fcntl.fcntl(read, fcntl.F_GETFD) == fcntl.FD_CLOEXEC)  # expect: True
print(fcntl.fcntl(read, fcntl.F_SETFD, 0), fcntl.fcntl(read, fcntl.F_GETFD))  # expect: 0 0
flags = fcntl.fcntl(read, fcntl.F_GETFL)
fcntl.fcntl(read, fcntl.F_SETFL, flags | os.O_NONBLOCK)
print(fcntl.fcntl(read, fcntl.F_GETFL) == flags | os.O_NONBLOCK)  # expect: True
copy = fcntl.fcntl(write, fcntl.F_DUPFD_CLOEXEC, 50)
print(copy >= 50)  # expect: True
os.write(copy, b"x")
print(os.read(read, 1))  # expect: b'x'
wrong = [
    lambda: fcntl.fcntl("x", 1),
    lambda: fcntl.fcntl(read, 1.5),
    lambda: fcntl.fcntl(read, 9999),
    lambda: fcntl.fcntl(9999, fcntl.F_GETFD),
    lambda: fcntl.fcntl(read, fcntl.F_GETFD, bytes(1025)),
]
for call in wrong:
    try:
        call()
    except (TypeError, ValueError, OSError) as e:
        print(type(e).__name__, e)
# expect:
# TypeError argument must be an int, or have a fileno() method.
# TypeError 'float' object cannot be interpreted as an integer
# OSError [Errno 22] Invalid argument
# OSError [Errno 9] Bad file descriptor
# ValueError fcntl string arg too long
