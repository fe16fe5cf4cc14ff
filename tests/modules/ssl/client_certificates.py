# A server asks for the client's certificate: none, optional, required; a good one, a stranger's, none at all.
import ssl
from _pair import cert, client_context, ends, server_context, shake

for mode in (ssl.CERT_NONE, ssl.CERT_OPTIONAL, ssl.CERT_REQUIRED):
    for name in (None, "client", "other-client"):
        server = server_context()
        server.verify_mode = mode
        server.load_verify_locations(cert("ca"))
        server.maximum_version = ssl.TLSVersion.TLSv1_2
        client = client_context()
        if name:
            client.load_cert_chain(cert(name))
        s, c = ends(server, client)
        errors = shake(s, c)
        if errors:
            print(mode.name, name, type(errors[0]).__name__, errors[0].reason)
        else:
            peer = s.getpeercert()
            print(mode.name, name, peer and peer["subject"][-1][0][1])
# expect:
# CERT_NONE None None
# CERT_NONE client None
# CERT_NONE other-client None
# CERT_OPTIONAL None None
# CERT_OPTIONAL client A client
# CERT_OPTIONAL other-client SSLCertVerificationError CERTIFICATE_VERIFY_FAILED
# CERT_REQUIRED None SSLError PEER_DID_NOT_RETURN_A_CERTIFICATE
# CERT_REQUIRED client A client
# CERT_REQUIRED other-client SSLCertVerificationError CERTIFICATE_VERIFY_FAILED
