print(97 in b"abc", b"bc" in b"abc", b"" in b"abc", 0 in b"abc")  # expect: True True True False
def error(f):
    try:
        f()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
print(error(lambda: "a" in b"abc"))  # expect: TypeError: a bytes-like object is required, not 'str'
print(error(lambda: 256 in b"abc"))  # expect: ValueError: byte must be in range(0, 256)
