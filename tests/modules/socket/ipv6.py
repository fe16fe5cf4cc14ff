import socket

with socket.create_server(("::1", 0), family=socket.AF_INET6) as server:
    host, port, flow, scope = server.getsockname()
    print(host, port > 0, flow, scope)  # expect: ::1 True 0 0
    with socket.create_connection(("::1", port)) as client:
        connection, address = server.accept()
        print(address == client.getsockname(), len(address))  # expect: True 4
        connection.close()
print(socket.inet_ntop(socket.AF_INET6, socket.inet_pton(socket.AF_INET6, "2001:db8:0:0:1::1")))
# expect: 2001:db8::1:0:0:1
