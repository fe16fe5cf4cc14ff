import os
import sys

for call in [
    lambda: os.execv("/no/such/program", ["a"]),
    lambda: os.execve("/no/such/program", ["a"], {}),
    lambda: os.execv("/bin/true", []),
    lambda: os.execv("/bin/true", [""]),
    lambda: os.execv("/bin/true", 5),
    lambda: os.execve("/bin/true", ["a"], 5),
]:
    try:
        call()
    except (OSError, ValueError, TypeError) as e:
        print(type(e).__name__, e)
sys.stdout.flush()
os.execvpe("sh", ["sh", "-c", "echo became $NAME"], {"NAME": "it", "PATH": os.environ["PATH"]})
# expect:
# FileNotFoundError [Errno 2] No such file or directory
# FileNotFoundError [Errno 2] No such file or directory: '/no/such/program'
# ValueError execv() arg 2 must not be empty
# ValueError execv() arg 2 first element cannot be empty
# TypeError execv() arg 2 must be a tuple or list
# TypeError execve: environment must be a mapping object
# became it
