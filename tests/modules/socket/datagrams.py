import socket

with (
    socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as a,
    socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as b,
):
    a.bind(("127.0.0.1", 0))
    b.bind(("127.0.0.1", 0))
    print(a.sendto(b"one", b.getsockname()))  # expect: 3
    print(a.sendto(b"two!", 0, b.getsockname()))  # expect: 4
    data, address = b.recvfrom(100)
    print(data, address == a.getsockname())  # expect: b'one' True
    print(b.recv(2))  # expect: b'tw'
    a.connect(b.getsockname())
    print(a.send(b""))  # expect: 0
    print(b.recvfrom(10)[0])  # expect: b''
    try:
        a.sendto(b"x")
    except TypeError as e:
        print(e)  # expect: sendto() takes 2 or 3 arguments (1 given)
