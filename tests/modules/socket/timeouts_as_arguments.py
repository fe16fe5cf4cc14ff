import socket

with socket.socket() as s:
    for value in (None, 0, 1.5, True):
        s.settimeout(value)
        print(s.gettimeout(), s.getblocking())
    for wrong in ("x", -1, float("nan"), 1e30):
        try:
            s.settimeout(wrong)
        except (TypeError, ValueError, OverflowError) as e:
            print(type(e).__name__, e)
# expect:
# None True
# 0.0 False
# 1.5 True
# 1.0 True
# TypeError 'str' object cannot be interpreted as an integer
# ValueError Timeout value out of range
# ValueError Invalid value NaN (not a number)
# OverflowError timestamp out of range for platform time_t
