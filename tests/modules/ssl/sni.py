# A server chooses its certificate by the name that the client asks for, or turns the client away.
import ssl
from _pair import client_context, connected, ends, server_context, shake

other = server_context("other-name")
default = server_context()


def choose(obj, name, context):
    print("asked for", name, context is default, type(obj).__name__)
    if name == "other.example":
        obj.context = other
    elif name == "nobody.example":
        return ssl.ALERT_DESCRIPTION_UNRECOGNIZED_NAME


default.sni_callback = choose
for host in ("localhost", "other.example"):
    s, c = connected(default, client_context(), host)
    print(c.getpeercert()["subject"][-1][0][1], s.context is other)
# expect: asked for localhost True SSLObject
# expect: localhost False
# expect: asked for other.example True SSLObject
# expect: other.example True

s, c = ends(default, client_context(), "nobody.example")
errors = shake(s, c)
print(errors[0].reason, errors[1].reason)
# expect: asked for nobody.example True SSLObject
# expect: CALLBACK_FAILED TLSV1_UNRECOGNIZED_NAME

# Without a name, for an address.
s, c = connected(default, client_context(), "127.0.0.1")  # expect: asked for None True SSLObject
default.sni_callback = None
connected(default)
client = client_context()
try:
    client.sni_callback = choose
except ValueError as e:
    print(e)  # expect: sni_callback cannot be set on TLS_CLIENT context
