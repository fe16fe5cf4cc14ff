# What a context is given to trust, and what it refuses.
import ssl
from _pair import CERTS, cert

context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def load(*args, **kwargs):
    try:
        return context.load_verify_locations(*args, **kwargs)
    except ssl.SSLError as e:
        return e.library, e.reason, str(e).split(" (_ssl.c")[0]
    except (OSError, TypeError, ValueError) as e:
        return type(e).__name__, str(e)


print(context.cert_store_stats())  # expect: {'x509': 0, 'crl': 0, 'x509_ca': 0}
print(load(cert("ca")), load(cert("ca")), load(cert("server")))  # expect: None None None
print(context.cert_store_stats())  # expect: {'x509': 2, 'crl': 0, 'x509_ca': 1}
print([c["subject"][-1] for c in context.get_ca_certs()])  # expect: [(('commonName', 'Taipan test CA'),)]
print([len(c) > 100 for c in context.get_ca_certs(binary_form=True)])  # expect: [True]
print(load(None, CERTS), load(None, "/nowhere"))  # expect: None None
print(load())  # expect: ('TypeError', 'cafile, capath and cadata cannot be all omitted')
print(load(3))  # expect: ('TypeError', 'cafile should be a valid filesystem path')
print(load("/nowhere/ca.pem"))  # expect: ('FileNotFoundError', '[Errno 2] No such file or directory')
print(load(cert("rsa-key-secret")))
# expect: ('X509', 'NO_CERTIFICATE_OR_CRL_FOUND', '[X509: NO_CERTIFICATE_OR_CRL_FOUND] no certificate or crl found')
print(load(cadata="nonsense"))
# expect: (None, None, 'no start line: cadata does not contain a certificate')
print(load(cadata=b"nonsense"))
# expect: (None, None, 'not enough data: cadata does not contain a certificate')
print(load(cadata="é"))  # expect: ('TypeError', 'cadata should be an ASCII string or a bytes-like object')
print(load(cadata=""))  # expect: ('ValueError', 'Empty certificate data')
