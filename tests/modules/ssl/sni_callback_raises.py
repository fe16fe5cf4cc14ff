# A callback that raises, or returns nonsense: reported, and the handshake fails.
import sys
import ssl
from _pair import client_context, ends, server_context, shake

sys.unraisablehook = lambda args: print("unraisable:", args.exc_type.__name__, args.exc_value)


def broken(obj, name, context):
    1 / 0


for callback in (broken, lambda *args: "what"):
    server = server_context()
    server.sni_callback = callback
    errors = shake(*ends(server, client_context()))
    print(errors[0].reason, errors[1].reason)
# expect: unraisable: ZeroDivisionError division by zero
# expect: CALLBACK_FAILED SSLV3_ALERT_HANDSHAKE_FAILURE
# expect: unraisable: TypeError 'str' object cannot be interpreted as an integer
# expect: CALLBACK_FAILED TLSV1_ALERT_INTERNAL_ERROR
