import os
import select
import threading

read, write = os.pipe()
p = select.poll()
p.register(read, select.POLLIN)
e = select.epoll()
e.register(read, select.EPOLLIN)
waits = [lambda: select.select([read], [], [])[0], p.poll, e.poll]
for wait in waits:
    threading.Timer(0.01, os.write, [write, b"x"]).start()
    print(len(wait()), os.read(read, 1))
# expect:
# 1 b'x'
# 1 b'x'
# 1 b'x'
