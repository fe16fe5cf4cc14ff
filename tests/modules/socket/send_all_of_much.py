# sendall waits until everything is written, while another thread reads.
import socket
import threading

a, b = socket.socketpair()
data = bytes(range(256)) * 8000
received = bytearray()


def read():
    while chunk := b.recv(100_000):
        received.extend(chunk)


thread = threading.Thread(target=read)
thread.start()
print(a.sendall(data))  # expect: None
a.close()
thread.join()
b.close()
print(received == data)  # expect: True

a, b = socket.socketpair()
a.settimeout(0.01)
try:
    a.sendall(bytes(50_000_000))
except TimeoutError as e:
    print(e)  # expect: timed out
a.close()
b.close()
