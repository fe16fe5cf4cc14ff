# What is no TLS, on either side, before and after the handshake: an error at once, never a wait for more.
import ssl
from _pair import client_context, connected, server_context


def reason(f, *args):
    try:
        return f(*args)
    except ssl.SSLError as e:
        return type(e).__name__, e.reason


for data in (
    b"GET / HTTP/1.0\r\n\r\n",
    b"CONNECT there:443 HTTP/1.1\r\n",
    b"\0" * 50,
    b"garbage garbage",
    b"\x16\x03\x01\xff\xff" + b"a" * 100,
):
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    incoming.write(data)
    print(data[:10], reason(server_context().wrap_bio(incoming, outgoing, server_side=True).do_handshake))
# expect:
# b'GET / HTTP' ('SSLError', 'HTTP_REQUEST')
# b'CONNECT th' ('SSLError', 'HTTPS_PROXY_REQUEST')
# b'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00' ('SSLError', 'WRONG_VERSION_NUMBER')
# b'garbage ga' ('SSLError', 'WRONG_VERSION_NUMBER')
# b'\x16\x03\x01\xff\xffaaaaa' ('SSLError', 'PACKET_LENGTH_TOO_LONG')

incoming = ssl.MemoryBIO()
incoming.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
client = client_context().wrap_bio(incoming, ssl.MemoryBIO(), server_hostname="localhost")
print(reason(client.do_handshake))  # expect: ('SSLError', 'WRONG_VERSION_NUMBER')

for data in (b"\x17\x03\x03\x00\x20" + b"z" * 32, b"plain text after all"):
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    c = client_context().wrap_bio(incoming, outgoing, server_hostname="localhost")
    s = server_context().wrap_bio(outgoing, incoming, server_side=True)
    for end in (c, s, c, s):
        reason(end.do_handshake)
    outgoing.write(data)
    print(s.version(), reason(s.read))
# expect: TLSv1.3 ('SSLError', 'DECRYPTION_FAILED_OR_BAD_RECORD_MAC')
# expect: TLSv1.3 ('SSLError', 'WRONG_VERSION_NUMBER')
