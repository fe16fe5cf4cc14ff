def error(f):
    try:
        f()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
print(error(lambda: open("x", "z")))  # expect: ValueError: invalid mode: 'z'
print(error(lambda: open("x", "rw")))  # expect: ValueError: must have exactly one of create/read/write/append mode
print(error(lambda: open("x", "rb", encoding="utf-8")))  # expect: ValueError: binary mode doesn't take an encoding argument
print(error(lambda: open("/tmp", "w")))  # expect: IsADirectoryError: [Errno 21] Is a directory: '/tmp'
print(error(lambda: open(None)))  # expect: TypeError: expected str, bytes or os.PathLike object, not NoneType
