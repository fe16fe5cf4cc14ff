# Certificates with their keys: encrypted ones, keys that do not fit, files that hold none.
import ssl
from _pair import cert, connected

context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)


def load(*args, **kwargs):
    try:
        return context.load_cert_chain(*args, **kwargs)
    except ssl.SSLError as e:
        return e.library, e.reason
    except (OSError, TypeError, ValueError) as e:
        return type(e).__name__, str(e)


print(load(cert("rsa-cert"), cert("rsa-key-secret"), "secret"))  # expect: None
connected(context)
print(load(cert("rsa-cert"), cert("rsa-key-secret"), b"secret"))  # expect: None
print(load(cert("rsa-cert"), cert("rsa-key-secret"), lambda: bytearray(b"secret")))  # expect: None
print(load(cert("server"), password=lambda: 1 / 0))  # expect: None
print(load(cert("rsa-cert"), cert("rsa-key-secret"), "wrong"))  # expect: ('SSL', None)
print(load(cert("rsa-cert"), cert("rsa-key-secret"), lambda: 3))
# expect: ('TypeError', 'password callback must return a string')
print(load(cert("rsa-cert"), cert("rsa-key-secret"), 3))  # expect: ('TypeError', 'password should be a string or callable')
print(load(cert("rsa-cert"), cert("rsa-key-secret"), "x" * 2000))
# expect: ('ValueError', 'password cannot be longer than 1024 bytes')
print(load(cert("client"), cert("server")))  # expect: ('X509', 'KEY_VALUES_MISMATCH')
print(load(cert("rsa-cert")))  # expect: ('SSL', None)
print(load(cert("rsa-key-secret")))  # expect: ('SSL', None)
print(load(cert("missing")))  # expect: ('FileNotFoundError', '[Errno 2] No such file or directory')
print(load(None))  # expect: ('TypeError', 'certfile should be a valid filesystem path')
