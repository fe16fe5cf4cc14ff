"""Two ends of a TLS connection in memory, for the tests here."""

import os
import ssl

CERTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "_certs")


def cert(name):
    return os.path.join(CERTS, name + ".pem")


def server_context(name="server"):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert(name))
    return context


def client_context(ca="ca"):
    return ssl.create_default_context(cafile=cert(ca))


def ends(server, client, hostname="localhost", session=None):
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    c = client.wrap_bio(to_client, to_server, server_hostname=hostname, session=session)
    s = server.wrap_bio(to_server, to_client, server_side=True)
    return s, c


def shake(*objects):
    """Finishes the handshake; returns what each end raised, by its place."""
    errors = {}
    done = set()
    for _ in range(10):
        for i, end in enumerate(objects):
            if i in done:
                continue
            try:
                end.do_handshake()
            except ssl.SSLWantReadError:
                continue
            except (ssl.SSLError, OSError) as e:
                errors[i] = e
            done.add(i)
    return errors


def connected(server=None, client=None, hostname="localhost", session=None):
    s, c = ends(server or server_context(), client or client_context(), hostname, session)
    errors = shake(s, c)
    if errors:
        raise next(iter(errors.values()))
    return s, c
