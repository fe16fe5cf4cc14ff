# A blocking accept, recv and sendall let other threads run.
import socket
import threading

server = socket.create_server(("127.0.0.1", 0))


def serve():
    connection, address = server.accept()
    with connection:
        while data := connection.recv(100):
            connection.sendall(data.upper())


thread = threading.Thread(target=serve)
thread.start()
with socket.create_connection(server.getsockname()) as client:
    client.sendall(b"hello")
    print(client.recv(100))  # expect: b'HELLO'
    client.sendall(b"again")
    print(client.recv(100))  # expect: b'AGAIN'
thread.join()
server.close()
print(server)  # expect: <socket.socket [closed] fd=-1, family=2, type=1, proto=0>
