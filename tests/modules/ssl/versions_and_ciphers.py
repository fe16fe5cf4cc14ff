# Versions and suites can be restricted; without a common one the handshake fails.
import ssl
from _pair import client_context, connected, ends, server_context, shake

client = client_context()
client.maximum_version = ssl.TLSVersion.TLSv1_2
client.set_ciphers("ECDHE+CHACHA20")
print([c["name"] for c in client.get_ciphers() if c["protocol"] == "TLSv1.2"])
# expect: ['ECDHE-ECDSA-CHACHA20-POLY1305', 'ECDHE-RSA-CHACHA20-POLY1305']
s, c = connected(None, client)
print(c.version(), c.cipher())  # expect: TLSv1.2 ('ECDHE-ECDSA-CHACHA20-POLY1305', 'TLSv1.2', 256)
s, c = connected(server_context("rsa"), client)
print(c.cipher()[0])  # expect: ECDHE-RSA-CHACHA20-POLY1305
print(("ECDHE-RSA-CHACHA20-POLY1305", "TLSv1.2", 256) in s.shared_ciphers())  # expect: True

server = server_context()
server.minimum_version = ssl.TLSVersion.TLSv1_3
errors = shake(*ends(server, client))
print(errors[0].reason, errors[1].reason)  # expect: UNSUPPORTED_PROTOCOL TLSV1_ALERT_PROTOCOL_VERSION

server = server_context()
server.set_ciphers("ECDHE+AESGCM")
errors = shake(*ends(server, client))
print(errors[0].reason, errors[1].reason)  # expect: NO_SHARED_CIPHER SSLV3_ALERT_HANDSHAKE_FAILURE

try:
    client.set_ciphers("no such thing")
except ssl.SSLError as e:
    print(e.args)  # expect: ('No cipher can be selected.',)
server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
errors = shake(*ends(server, client_context()))
print(errors[0].reason)  # expect: NO_SHARED_CIPHER
