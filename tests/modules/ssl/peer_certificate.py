# getpeercert() shows a verified certificate as a dict.
import pprint
import ssl
from _pair import cert, connected, ends

s, c = connected()
shown = c.getpeercert()
shown.pop("serialNumber")
pprint.pprint(shown)
# expect:
# {'issuer': ((('countryName', 'XT'),),
#             (('organizationName', 'Taipan tests'),),
#             (('commonName', 'Taipan test CA'),)),
#  'notAfter': 'Jan  1 00:00:00 2120 GMT',
#  'notBefore': 'Jan  1 00:00:00 2020 GMT',
#  'subject': ((('countryName', 'XT'),),
#              (('organizationName', 'Taipan tests'),),
#              (('commonName', 'localhost'),)),
#  'subjectAltName': (('DNS', 'localhost'),
#                     ('IP Address', '127.0.0.1'),
#                     ('IP Address', '0:0:0:0:0:0:0:1')),
#  'version': 3}
print(s.getpeercert())  # expect: None
with open(cert("server")) as f:
    pem = f.read()
print(c.getpeercert(True) == ssl.PEM_cert_to_DER_cert(pem[pem.index("-----BEGIN CERT"):]))  # expect: True
print([chain[0] == c.getpeercert(True) for chain in (c.get_verified_chain(), c.get_unverified_chain())])  # expect: [True, True]
s, c = ends(c.context.__class__(ssl.PROTOCOL_TLS_SERVER), c.context)
try:
    c.getpeercert()
except ValueError as e:
    print(e)  # expect: handshake not done yet
