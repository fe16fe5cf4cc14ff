# The first protocol of the server's that the client offers; none in common is no error.
from _pair import client_context, connected, server_context

for ours, theirs in [
    (["h2", "http/1.1"], ["http/1.1", "h2"]),
    (["http/1.1"], ["h2", "http/1.1"]),
    (["h2"], ["spdy"]),
    ([], ["h2"]),
    (["h2"], []),
]:
    server, client = server_context(), client_context()
    server.set_alpn_protocols(ours)
    client.set_alpn_protocols(theirs)
    s, c = connected(server, client)
    print(s.selected_alpn_protocol(), c.selected_alpn_protocol())
# expect:
# h2 h2
# http/1.1 http/1.1
# None None
# None None
# None None
