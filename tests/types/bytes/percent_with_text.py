def error(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

print(error(lambda: b"abc" % "text"))  # expect: TypeError: not all arguments converted during bytes formatting
# expect: TypeError: not all arguments converted during bytes formatting
print(error(lambda: bytearray(b"abc") % "text"))
print(b"abc" % {}, b"%d" % 5)  # expect: b'abc' b'5'
# expect: TypeError: %b requires a bytes-like object, or an object that implements __bytes__, not 'str'
print(error(lambda: b"%s" % "text"))
