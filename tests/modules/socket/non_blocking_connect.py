import errno
import select
import socket

with socket.create_server(("127.0.0.1", 0)) as server, socket.socket() as s:
    s.setblocking(False)
    print(s.connect_ex(server.getsockname()) in (0, errno.EINPROGRESS))  # expect: True
    print(select.select([], [s], [], 5)[1] == [s])  # expect: True
    print(s.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR))  # expect: 0
    print(s.getpeername() == server.getsockname())  # expect: True
