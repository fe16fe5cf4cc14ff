import os
import signal
import tempfile


def status(pid):
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "out")
    actions = [(os.POSIX_SPAWN_OPEN, 1, path, os.O_WRONLY | os.O_CREAT, 0o600), (os.POSIX_SPAWN_DUP2, 1, 2)]
    print(status(os.posix_spawn("/bin/sh", ["sh", "-c", "echo out; echo err >&2"], os.environ, file_actions=actions)))
    print(open(path).read().split())
actions = [(os.POSIX_SPAWN_CLOSE, 0)]
print(status(os.posix_spawnp("sh", ["sh", "-c", "test -e /proc/self/fd/0"], os.environ, file_actions=actions)))
script = "kill -TERM $$; exit 3"
print(status(os.posix_spawnp("sh", ["sh", "-c", script], os.environ, setsigmask=[signal.SIGTERM])))
print(status(os.posix_spawnp("sh", ["sh", "-c", "exit 9"], {"PATH": ""})))
# expect:
# 0
# ['out', 'err']
# 1
# 3
# 9
