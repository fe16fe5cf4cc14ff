# The transport ends in the middle of a handshake, and in the middle of a connection.
import ssl
from _pair import client_context, connected, ends, server_context, shake

incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
client = client_context().wrap_bio(incoming, outgoing, server_hostname="localhost")
try:
    client.do_handshake()
except ssl.SSLWantReadError as e:
    print(type(e).__name__, e.errno == ssl.SSL_ERROR_WANT_READ)  # expect: SSLWantReadError True
hello = outgoing.read()

# A part of the first message, then nothing more.
for part in (b"", hello[:3], hello[:60]):
    incoming = ssl.MemoryBIO()
    server = server_context().wrap_bio(incoming, ssl.MemoryBIO(), server_side=True)
    incoming.write(part)
    try:
        server.do_handshake()
    except ssl.SSLWantReadError:
        incoming.write_eof()
    try:
        server.do_handshake()
    except ssl.SSLEOFError as e:
        print(e.errno == ssl.SSL_ERROR_EOF, str(e).split(" (")[0])
# expect: True [SSL: UNEXPECTED_EOF_WHILE_READING] EOF occurred in violation of protocol
# expect: True [SSL: UNEXPECTED_EOF_WHILE_READING] EOF occurred in violation of protocol
# expect: True [SSL: UNEXPECTED_EOF_WHILE_READING] EOF occurred in violation of protocol

# The end comes without the peer's farewell.
incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
c = client_context().wrap_bio(incoming, outgoing, server_hostname="localhost")
s = server_context().wrap_bio(outgoing, incoming, server_side=True)
shake(s, c)
c.write(b"last words")
outgoing.write_eof()
print(s.read())  # expect: b'last words'
try:
    s.read()
except ssl.SSLEOFError as e:
    print(str(e).split(" (")[0])  # expect: [SSL: UNEXPECTED_EOF_WHILE_READING] EOF occurred in violation of protocol

# Unless that is to be ignored.
context = server_context()
context.options |= ssl.OP_IGNORE_UNEXPECTED_EOF
incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
c = client_context().wrap_bio(incoming, outgoing, server_hostname="localhost")
s = context.wrap_bio(outgoing, incoming, server_side=True)
shake(s, c)
outgoing.write_eof()
print(s.read())  # expect: b''
