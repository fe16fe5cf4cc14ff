# The module's own functions and classes.
import ssl

print(len(ssl.RAND_bytes(16)), ssl.RAND_bytes(16) != ssl.RAND_bytes(16), ssl.RAND_status())  # expect: 16 True True
print(ssl.RAND_add(b"x", 1.0))  # expect: None
try:
    ssl.RAND_bytes(-1)
except ValueError as e:
    print(e)  # expect: num must be positive
print(tuple(ssl.Purpose.SERVER_AUTH))
# expect: (129, 'serverAuth', 'TLS Web Server Authentication', '1.3.6.1.5.5.7.3.1')
print(ssl._ASN1Object.fromname("CN"))
# expect: _ASN1Object(nid=13, shortname='CN', longname='commonName', oid='2.5.4.3')
for lookup in (lambda: ssl._ASN1Object("CN"), lambda: ssl._ASN1Object.fromnid(99999)):
    try:
        lookup()
    except ValueError as e:
        print(e)
# expect: unknown object 'CN'
# expect: unknown NID 99999
print(ssl.SSLError.__bases__, ssl.SSLCertVerificationError.__bases__)
# expect: (<class 'OSError'>,) (<class 'ssl.SSLError'>, <class 'ValueError'>)
print(str(ssl.SSLError(1, "words")), str(ssl.SSLError("words")))  # expect: words ('words',)
print(ssl.get_default_verify_paths().openssl_cafile_env)  # expect: SSL_CERT_FILE
print(ssl.HAS_SNI, ssl.HAS_ALPN, ssl.HAS_TLSv1_3, len(ssl.OPENSSL_VERSION_INFO))  # expect: True True True 5
print(ssl.AlertDescription(48).name, ssl.SSLErrorNumber(2).name)
# expect: ALERT_DESCRIPTION_UNKNOWN_CA SSL_ERROR_WANT_READ
