# unwrap() says farewell and waits for the peer's; what follows it is left where it is.
import ssl
from _pair import client_context, ends, server_context, shake

incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
c = client_context().wrap_bio(incoming, outgoing, server_hostname="localhost")
try:
    c.unwrap()
except ssl.SSLError as e:
    print(e.reason)  # expect: SHUTDOWN_WHILE_IN_INIT
s = server_context().wrap_bio(outgoing, incoming, server_side=True)
shake(s, c)
try:
    c.read()
except ssl.SSLWantReadError:
    print("nothing yet")  # expect: nothing yet
try:
    c.unwrap()
except ssl.SSLWantReadError:
    print("waits")  # expect: waits
print(s.read())  # expect: b''
print(s.unwrap())  # expect: None
incoming.write(b"plain again")
print(c.unwrap())  # expect: None
print(incoming.read())  # expect: b'plain again'
for f in (lambda: c.write(b"x"), lambda: s.write(b"x")):
    try:
        f()
    except ssl.SSLError as e:
        print(e.reason)
# expect: PROTOCOL_IS_SHUTDOWN
# expect: PROTOCOL_IS_SHUTDOWN
