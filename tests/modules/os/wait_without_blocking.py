import os
import signal

pid = os.posix_spawn("/bin/sleep", ["sleep", "60"], os.environ)
print(os.waitpid(pid, os.WNOHANG))  # expect: (0, 0)
print(os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG))  # expect: None
os.kill(pid, signal.SIGSTOP)
got, status = os.waitpid(pid, os.WUNTRACED)
print(os.WIFSTOPPED(status), os.WSTOPSIG(status) == signal.SIGSTOP)  # expect: True True
os.kill(pid, signal.SIGCONT)
got, status = os.waitpid(pid, os.WCONTINUED)
print(os.WIFCONTINUED(status))  # expect: True
os.kill(pid, signal.SIGKILL)
print(os.waitpid(pid, 0) == (pid, signal.SIGKILL))  # expect: True
