# What a client trusts: chains, a self-signed certificate that it was given, names by wildcard, address and common name.
import ssl
from _pair import cert, client_context, connected, server_context

for name, ca, host in [
    ("server", "ca", "localhost"),
    ("server", "ca", "LOCALHOST"),
    ("server", "ca", "127.0.0.1"),
    ("server", "ca", "::1"),
    ("rsa", "ca", "localhost"),
    ("chained", "ca", "localhost"),
    ("chained", "between", "localhost"),
    ("self-signed", "self-signed", "localhost"),
    ("no-names", "ca", "localhost"),
    ("other-name", "ca", "a.wild.example"),
]:
    s, c = connected(server_context(name), client_context(ca), host)
    print(name, host, len(c.get_verified_chain()), len(c.get_unverified_chain()))
# expect:
# server localhost 2 1
# server LOCALHOST 2 1
# server 127.0.0.1 2 1
# server ::1 2 1
# rsa localhost 2 1
# chained localhost 3 2
# chained localhost 2 2
# self-signed localhost 1 1
# no-names localhost 2 1
# other-name a.wild.example 2 1

# Not to be verified at all.
context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
context.check_hostname = False
context.verify_mode = ssl.CERT_NONE
s, c = connected(server_context("expired"), context, "anything")
print(c.getpeercert(), len(c.getpeercert(True)) > 100)  # expect: {} True

# By data: text and bytes.
with open(cert("ca")) as f:
    text = f.read()
for data in (text, ssl.PEM_cert_to_DER_cert(text)):
    context = ssl.create_default_context(cadata=data)
    s, c = connected(None, context)
    print(c.getpeercert()["subject"][2])  # expect: (('commonName', 'localhost'),)
    # expect: (('commonName', 'localhost'),)
