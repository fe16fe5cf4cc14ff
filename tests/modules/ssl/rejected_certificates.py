# Why a client turns a server's certificate down, in OpenSSL's words, and what the server learns of it.
import ssl
from _pair import client_context, ends, server_context, shake

for name, ca, host in [
    ("server", "other-ca", "localhost"),
    ("self-signed", "ca", "localhost"),
    ("expired", "ca", "localhost"),
    ("early", "ca", "localhost"),
    ("other-name", "ca", "localhost"),
    ("server", "ca", "127.0.0.2"),
    ("client", "ca", "localhost"),
    ("chained", "other-ca", "localhost"),
]:
    s, c = ends(server_context(name), client_context(ca), host)
    errors = shake(s, c)
    e = errors[1]
    print(name, isinstance(e, ssl.SSLCertVerificationError), isinstance(e, ValueError), e.verify_code, e.verify_message)
    print("   ", e.reason, e.library, errors[0].reason)
    print("   ", str(e).split(" (_ssl.c")[0])
# expect:
# server True True 20 unable to get local issuer certificate
#     CERTIFICATE_VERIFY_FAILED SSL TLSV1_ALERT_UNKNOWN_CA
#     [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: unable to get local issuer certificate
# self-signed True True 18 self-signed certificate
#     CERTIFICATE_VERIFY_FAILED SSL TLSV1_ALERT_UNKNOWN_CA
#     [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed certificate
# expired True True 10 certificate has expired
#     CERTIFICATE_VERIFY_FAILED SSL SSLV3_ALERT_CERTIFICATE_EXPIRED
#     [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: certificate has expired
# early True True 9 certificate is not yet valid
#     CERTIFICATE_VERIFY_FAILED SSL SSLV3_ALERT_BAD_CERTIFICATE
#     [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: certificate is not yet valid
# other-name True True 62 Hostname mismatch, certificate is not valid for 'localhost'.
#     CERTIFICATE_VERIFY_FAILED SSL SSLV3_ALERT_BAD_CERTIFICATE
#     [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: Hostname mismatch, certificate is not valid for 'localhost'.
# server True True 64 IP address mismatch, certificate is not valid for '127.0.0.2'.
#     CERTIFICATE_VERIFY_FAILED SSL SSLV3_ALERT_BAD_CERTIFICATE
#     [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: IP address mismatch, certificate is not valid for '127.0.0.2'.
# client True True 26 unsuitable certificate purpose
#     CERTIFICATE_VERIFY_FAILED SSL SSLV3_ALERT_UNSUPPORTED_CERTIFICATE
#     [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: unsuitable certificate purpose
# chained True True 20 unable to get local issuer certificate
#     CERTIFICATE_VERIFY_FAILED SSL TLSV1_ALERT_UNKNOWN_CA
#     [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: unable to get local issuer certificate
