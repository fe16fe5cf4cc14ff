import socket

print(socket.htons(80) == int.from_bytes((80).to_bytes(2, "big"), __import__("sys").byteorder))  # expect: True
print(socket.inet_aton("127.0.0.1"), socket.inet_ntoa(b"\x0a\x00\x00\x01"))  # expect: b'\x7f\x00\x00\x01' 10.0.0.1
print(socket.inet_ntop(socket.AF_INET6, bytes(15) + b"\x01"))  # expect: ::1
print(issubclass(socket.gaierror, OSError), socket.timeout is TimeoutError)  # expect: True True
print(socket.AF_INET.name, socket.SOCK_STREAM.name)  # expect: AF_INET SOCK_STREAM
