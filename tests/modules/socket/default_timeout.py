import socket

print(socket.getdefaulttimeout())  # expect: None
socket.setdefaulttimeout(2.5)
with socket.socket() as s:
    print(s.gettimeout(), s.type)  # expect: 2.5 1
socket.setdefaulttimeout(None)
with socket.socket() as s:
    print(s.gettimeout())  # expect: None
with socket.socket(type=socket.SOCK_STREAM | socket.SOCK_NONBLOCK) as s:
    print(s.gettimeout(), s.type)  # expect: 0.0 1
