import subprocess

for arguments in [
    {"args": ["/no/such/program"]},
    {"args": ["no-such-program-anywhere"]},
    {"args": ["/etc/passwd"]},
    {"args": ["/"]},
    {"args": ["true"], "cwd": "/no/such/directory"},
    {"args": ["true"], "cwd": "/etc/passwd"},
]:
    try:
        subprocess.run(**arguments)
    except OSError as e:
        print(type(e).__name__, e)
# expect:
# FileNotFoundError [Errno 2] No such file or directory: '/no/such/program'
# FileNotFoundError [Errno 2] No such file or directory: 'no-such-program-anywhere'
# PermissionError [Errno 13] Permission denied: '/etc/passwd'
# PermissionError [Errno 13] Permission denied: '/'
# FileNotFoundError [Errno 2] No such file or directory: '/no/such/directory'
# NotADirectoryError [Errno 20] Not a directory: '/etc/passwd'
