# The settings of a context depend on each other.
import ssl

client = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
print(client.check_hostname, client.verify_mode.name)  # expect: True CERT_REQUIRED
print(server.check_hostname, server.verify_mode.name)  # expect: False CERT_NONE
print(client.protocol.name, server.protocol.name)  # expect: PROTOCOL_TLS_CLIENT PROTOCOL_TLS_SERVER
print(client.minimum_version.name, client.maximum_version.name)  # expect: TLSv1_2 MAXIMUM_SUPPORTED


def attempt(context, name, value):
    try:
        setattr(context, name, value)
    except (TypeError, ValueError, OverflowError, AttributeError) as e:
        return type(e).__name__, str(e)
    return getattr(context, name)


print(attempt(client, "verify_mode", ssl.CERT_NONE))
# expect: ('ValueError', 'Cannot set verify_mode to CERT_NONE when check_hostname is enabled.')
print(attempt(client, "verify_mode", 7))  # expect: ('ValueError', 'invalid value for verify_mode')
print(attempt(client, "check_hostname", False), attempt(client, "verify_mode", ssl.CERT_NONE).name)
# expect: False CERT_NONE
print(attempt(client, "check_hostname", True), client.verify_mode.name)  # expect: True CERT_REQUIRED
print(attempt(client, "minimum_version", 9999))  # expect: ('ValueError', 'Unsupported TLS/SSL version 0x270f')
print(attempt(client, "minimum_version", ssl.TLSVersion.MAXIMUM_SUPPORTED).name)  # expect: TLSv1_3
print(attempt(client, "options", -1))  # expect: ('OverflowError', "can't convert negative int to unsigned")
print(attempt(client, "verify_flags", "x"))  # expect: ('TypeError', 'argument must be int, not str')
print(attempt(client, "num_tickets", 1))  # expect: ('ValueError', 'SSLContext is not a server context.')
print(attempt(server, "num_tickets", -1))  # expect: ('ValueError', 'value must be non-negative')
print(attempt(server, "num_tickets", 4))  # expect: 4
print(attempt(server, "sni_callback", 3))  # expect: ('TypeError', 'not a callable object')
print(attempt(server, "post_handshake_auth", True))  # expect: True
print(ssl.create_default_context().verify_flags & ssl.VERIFY_X509_STRICT == ssl.VERIFY_X509_STRICT)  # expect: True

try:
    ssl.SSLContext(99)
except ValueError as e:
    print(e)  # expect: invalid or unsupported protocol version 99
for wrap in (
    lambda: client.wrap_bio(ssl.MemoryBIO(), ssl.MemoryBIO(), server_side=True),
    lambda: server.wrap_bio(ssl.MemoryBIO(), ssl.MemoryBIO(), server_hostname="localhost"),
):
    try:
        wrap()
    except ssl.SSLError as e:
        print(str(e).split(" (_ssl.c")[0])
# expect: Cannot create a server socket with a PROTOCOL_TLS_CLIENT context
# expect: Cannot create a client socket with a PROTOCOL_TLS_SERVER context
try:
    client.wrap_bio(ssl.MemoryBIO(), ssl.MemoryBIO(), server_hostname="")
except ValueError as e:
    print(e)  # expect: server_hostname cannot be an empty string or start with a leading dot.
