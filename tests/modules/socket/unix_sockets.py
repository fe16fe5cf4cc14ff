import os
import socket
import tempfile

with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "s")
    with socket.socket(socket.AF_UNIX) as server, socket.socket(socket.AF_UNIX) as client:
        server.bind(path)
        server.listen()
        print(server.getsockname() == path)  # expect: True
        client.connect(os.fsencode(path))
        connection, address = server.accept()
        print(repr(address), client.getpeername() == path, repr(client.getsockname()))  # expect: '' True ''
        client.send(b"x")
        print(connection.recvfrom(1))  # expect: (b'x', None)
        connection.close()
        with socket.socket(socket.AF_UNIX) as second:
            try:
                second.bind(path)
            except OSError as e:
                print(e)  # expect: [Errno 98] Address already in use
with socket.socket(socket.AF_UNIX) as s:
    for wrong in ("x" * 108, 1):
        try:
            s.bind(wrong)
        except (OSError, TypeError) as e:
            print(e)
# expect: AF_UNIX path too long
# expect: a bytes-like object is required, not 'int'
