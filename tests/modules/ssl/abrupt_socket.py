# The peer is gone, with and without a farewell; a plain peer; a rejected certificate.
import socket
import ssl
import threading

from _pair import client_context, server_context


said = []


def both(client_side, server_side):
    client, server = socket.socketpair()
    client.settimeout(5)
    server.settimeout(5)
    thread = threading.Thread(target=server_side, args=(server,))
    thread.start()
    try:
        client_side(client)
    except OSError as e:
        print(type(e).__name__, getattr(e, "reason", None))
    client.close()
    thread.join()
    server.close()
    while said:
        print("server:", said.pop())


def wrap(client, **options):
    return client_context().wrap_socket(client, server_hostname="localhost", **options)


def hang_up(server):
    server.recv(10)
    server.close()


def vanish(server):
    tls = server_context().wrap_socket(server, server_side=True)
    tls.recv(10)
    # Without TLS's farewell.
    socket.socket(fileno=tls.detach()).close()


def plain(server):
    server.recv(10)
    server.sendall(b"220 mail.example ready\r\n")


def refused(server):
    try:
        server_context("other-name").wrap_socket(server, server_side=True)
    except ssl.SSLError as e:
        said.append(e.reason)


both(wrap, plain)  # expect: SSLError WRONG_VERSION_NUMBER


def talk(client, **options):
    tls = wrap(client, **options)
    tls.sendall(b"x")
    print(tls.recv(10))


both(talk, vanish)  # expect: b''
both(lambda client: talk(client, suppress_ragged_eofs=False), vanish)  # expect: SSLEOFError UNEXPECTED_EOF_WHILE_READING
both(wrap, refused)
# expect: SSLCertVerificationError CERTIFICATE_VERIFY_FAILED
# expect: server: SSLV3_ALERT_BAD_CERTIFICATE
