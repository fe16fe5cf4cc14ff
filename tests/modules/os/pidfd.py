import os
import select

pid = os.posix_spawn("/bin/sh", ["sh", "-c", "exit 7"], os.environ)
fd = os.pidfd_open(pid)
poll = select.poll()
poll.register(fd, select.POLLIN)
print(poll.poll() == [(fd, select.POLLIN)])  # expect: True
print(os.waitid(os.P_PIDFD, fd, os.WEXITED).si_status)  # expect: 7
os.close(fd)
for pid in (0, 2**31 - 2):
    try:
        os.pidfd_open(pid)
    except OSError as e:
        print(type(e).__name__, e)
# expect:
# OSError [Errno 22] Invalid argument
# ProcessLookupError [Errno 3] No such process
