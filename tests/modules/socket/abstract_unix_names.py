import os
import socket

name = b"\0taipan test " + str(os.getpid()).encode()
with socket.socket(socket.AF_UNIX) as server, socket.socket(socket.AF_UNIX) as client:
    server.bind(name)
    server.listen()
    print(server.getsockname() == name)  # expect: True
    client.connect(name)
    connection, address = server.accept()
    with connection:
        print(connection.getsockname() == name, connection.getpeername() == "")  # expect: True True
