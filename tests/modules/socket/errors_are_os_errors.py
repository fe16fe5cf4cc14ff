import socket

print(socket.error is OSError, socket.timeout is TimeoutError)  # expect: True True
print(socket.gaierror.__mro__[1], socket.herror.__module__)  # expect: <class 'OSError'> socket
try:
    socket.gethostbyname("no such host\0")
except TypeError as e:
    print(e)  # expect: gethostbyname() argument 1 must be encoded string without null bytes, not str
try:
    raise socket.gaierror(-2, "text")
except OSError as e:
    print(e, e.errno)  # expect: [Errno -2] text -2
