import errno
for code in (errno.ENOENT, errno.EACCES, errno.EEXIST, errno.ENOTDIR, errno.EISDIR, errno.ECONNREFUSED, errno.EPIPE, errno.ETIMEDOUT, errno.EINTR, errno.ECHILD, errno.EAGAIN, errno.ENOSPC):
    print(errno.errorcode[code], type(OSError(code, "text")).__name__)

# expect:
# ENOENT FileNotFoundError
# EACCES PermissionError
# EEXIST FileExistsError
# ENOTDIR NotADirectoryError
# EISDIR IsADirectoryError
# ECONNREFUSED ConnectionRefusedError
# EPIPE BrokenPipeError
# ETIMEDOUT TimeoutError
# EINTR InterruptedError
# ECHILD ChildProcessError
# EAGAIN BlockingIOError
# ENOSPC OSError
