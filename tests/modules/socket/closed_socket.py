import socket

s = socket.socket()
s.close()
s.close()
print(s.fileno())  # expect: -1
for call in (lambda: s.recv(1), lambda: s.send(b"x"), lambda: s.getsockname(), lambda: s.settimeout(1), s.listen):
    try:
        call()
    except OSError as e:
        print(e)
# expect:
# [Errno 9] Bad file descriptor
# [Errno 9] Bad file descriptor
# [Errno 9] Bad file descriptor
# [Errno 9] Bad file descriptor
# [Errno 9] Bad file descriptor
