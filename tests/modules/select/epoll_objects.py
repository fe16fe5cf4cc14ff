import os
import select

read, write = os.pipe()
with select.epoll() as e:
    print(e.closed, e.fileno() > 2)  # expect: False True
    e.register(read)
    e.register(write, select.EPOLLOUT)
    print(e.poll(0) == [(write, select.EPOLLOUT)])  # expect: True
    os.write(write, b"x")
    print(sorted(e.poll()) == [(read, select.EPOLLIN), (write, select.EPOLLOUT)])  # expect: True
    print(len(e.poll(1, 1)))  # expect: 1
    e.modify(write, 0)
    e.unregister(read)
    print(e.poll(0.01))  # expect: []
    for call in (lambda: e.register(write), lambda: e.modify(read, 1), lambda: e.poll(0, 0), lambda: e.register(9999)):
        try:
            call()
        except (OSError, ValueError) as error:
            print(type(error).__name__, error)
# expect:
# FileExistsError [Errno 17] File exists
# FileNotFoundError [Errno 2] No such file or directory
# ValueError maxevents must be greater than 0, got 0
# OSError [Errno 9] Bad file descriptor
try:
    e.poll()
except ValueError as error:
    print(e.closed, error)  # expect: True I/O operation on closed epoll object
os.close(read)
os.close(write)
