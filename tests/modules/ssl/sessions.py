# A client takes a session up again, with TLS 1.2 and 1.3; a session belongs to its context.
import ssl
from _pair import client_context, connected, server_context

for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
    server, client = server_context(), client_context()
    client.maximum_version = version
    s, c = connected(server, client)
    s.write(b"x")
    c.read()
    session = c.session
    print(c.session_reused, session.has_ticket, len(session.id) > 0, session.timeout > 0)
    s, c = connected(server, client, session=session)
    print(c.session_reused, s.session_reused, c.getpeercert()["version"], server.session_stats()["hits"])
    print(s.session is None or s.session_reused)
# expect: False True True True
# expect: True True 3 1
# expect: True
# expect: False True True True
# expect: True True 3 1
# expect: True

for value, other in ((session, client_context()), (3, client)):
    try:
        connected(server, other, session=value)
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
# expect: ValueError Session refers to a different SSLContext.
# expect: TypeError Value is not a SSLSession.
