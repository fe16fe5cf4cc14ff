# A write beyond the limit fails; the program goes on.
import os
import resource
import tempfile

now, most = resource.getrlimit(resource.RLIMIT_FSIZE)
with tempfile.TemporaryFile(buffering=0) as f:
    resource.setrlimit(resource.RLIMIT_FSIZE, (1024, most))
    print(f.write(bytes(2000)))  # expect: 1024
    try:
        f.write(b"x")
    except OSError as e:
        print(e)  # expect: [Errno 27] File too large
    resource.setrlimit(resource.RLIMIT_FSIZE, (now, most))
    print(f.write(b"x"))  # expect: 1
