import socket

wrong = [
    "x",
    ("a",),
    ("127.0.0.1", "x"),
    ("127.0.0.1", 70000),
    (1, 2),
    ("a\0b", 1),
]
with socket.socket() as s:
    for address in wrong:
        try:
            s.connect(address)
        except (TypeError, OverflowError) as e:
            print(type(e).__name__, e)
# expect:
# TypeError connect(): AF_INET address must be tuple, not str
# TypeError AF_INET address must be a pair (host, port)
# TypeError 'str' object cannot be interpreted as an integer
# OverflowError connect(): port must be 0-65535.
# TypeError str, bytes or bytearray expected, not int
# TypeError host name must not contain null character
with socket.socket(socket.AF_INET6) as s:
    for address in (("::1",), ("::1", 1, 2**20)):
        try:
            s.bind(address)
        except (TypeError, OverflowError) as e:
            print(type(e).__name__, e)
# expect:
# TypeError AF_INET6 address must be a tuple (host, port[, flowinfo[, scopeid]])
# OverflowError bind(): flowinfo must be 0-1048575.
