import os
import signal

pid = os.posix_spawn("/bin/sleep", ["sleep", "60"], os.environ, setpgroup=0)
print(os.getpgid(pid) == pid, os.getsid(pid) == os.getsid(0), os.getpgrp() == os.getpgid(0))  # expect: True True True
os.killpg(pid, 0)
os.killpg(pid, signal.SIGTERM)
print(os.waitpid(pid, 0)[1])  # expect: 15
for call in [lambda: os.kill(2**31 - 2, 0), lambda: os.kill(os.getpid(), 999), lambda: os.getpgid(2**31 - 2)]:
    try:
        call()
    except OSError as e:
        print(type(e).__name__, e)
# expect:
# ProcessLookupError [Errno 3] No such process
# OSError [Errno 22] Invalid argument
# ProcessLookupError [Errno 3] No such process
