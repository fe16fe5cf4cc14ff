# What a listener with a timeout accepts has none.
import socket

with socket.create_server(("127.0.0.1", 0)) as server:
    server.settimeout(5)
    with socket.create_connection(server.getsockname()) as client:
        connection, address = server.accept()
        print(address == client.getsockname())  # expect: True
        print(connection.gettimeout(), connection.getblocking(), server.gettimeout())  # expect: None True 5.0
        print(connection.family, connection.type)  # expect: 2 1
        print(connection.get_inheritable())  # expect: False
        connection.close()
