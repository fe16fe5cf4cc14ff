import fcntl
import struct
import tempfile

with tempfile.NamedTemporaryFile() as one, open(one.name, "r+") as other:
    fcntl.flock(one, fcntl.LOCK_EX)
    try:
        fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as e:
        print(e)  # expect: [Errno 11] Resource temporarily unavailable
    fcntl.flock(one, fcntl.LOCK_UN)
    fcntl.flock(other, fcntl.LOCK_SH)
    print(fcntl.lockf(one, fcntl.LOCK_EX | fcntl.LOCK_NB, 10, 5))  # expect: None
    lock = struct.pack("hhqqi4x", fcntl.F_WRLCK, 0, 0, 0, 0)
    answer = fcntl.fcntl(one, fcntl.F_GETLK, lock)
    # Our own locks are in nobody's way.
    print(len(answer), struct.unpack_from("h", answer)[0] == fcntl.F_UNLCK)  # expect: 32 True
    for wrong in (16, "x"):
        try:
            fcntl.lockf(one, wrong)
        except (ValueError, TypeError) as e:
            print(e)
# expect: unrecognized lockf argument
# expect: 'str' object cannot be interpreted as an integer
