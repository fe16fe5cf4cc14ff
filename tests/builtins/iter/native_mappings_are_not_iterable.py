def error(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

import re
m = re.match("a", "a")
print(error(iter, m))  # expect: TypeError: 're.Match' object is not iterable
print(error(list, m))  # expect: TypeError: 're.Match' object is not iterable
print(error(lambda: "a" in m))  # expect: TypeError: argument of type 're.Match' is not iterable
print(error(bytearray, m))  # expect: TypeError: cannot convert 're.Match' object to bytearray
print(m[0])  # expect: a
