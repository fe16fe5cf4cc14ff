import os
def error(f):
    try:
        f()
    except OSError as e:
        return f"{type(e).__name__}: {e}"
print(error(lambda: os.listdir("/no/such")))  # expect: FileNotFoundError: [Errno 2] No such file or directory: '/no/such'
print(error(lambda: os.remove("/no/such")))  # expect: FileNotFoundError: [Errno 2] No such file or directory: '/no/such'
print(error(lambda: os.mkdir("/tmp")))  # expect: FileExistsError: [Errno 17] File exists: '/tmp'
print(error(lambda: os.rmdir("/no/such")))  # expect: FileNotFoundError: [Errno 2] No such file or directory: '/no/such'
print(error(lambda: os.rename("/no/a", "/no/b")))  # expect: FileNotFoundError: [Errno 2] No such file or directory: '/no/a' -> '/no/b'
print(error(lambda: os.listdir("/dev/null")))  # expect: NotADirectoryError: [Errno 20] Not a directory: '/dev/null'
