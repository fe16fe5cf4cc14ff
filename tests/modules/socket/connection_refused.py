import errno
import socket

with socket.create_server(("127.0.0.1", 0)) as server:
    address = server.getsockname()
for timeout in (None, 5):
    with socket.socket() as s:
        s.settimeout(timeout)
        try:
            s.connect(address)
        except ConnectionRefusedError as e:
            print(e)
    with socket.socket() as s:
        s.settimeout(timeout)
        print(s.connect_ex(address) == errno.ECONNREFUSED, s.gettimeout())
# expect:
# [Errno 111] Connection refused
# True None
# [Errno 111] Connection refused
# True 5.0
