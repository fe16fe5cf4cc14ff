import os

pid = os.posix_spawn("/bin/sh", ["sh", "-c", "exit 5"], os.environ)
got, status = os.waitpid(pid, 0)
print(got == pid, os.WIFEXITED(status), os.WEXITSTATUS(status), os.waitstatus_to_exitcode(status))
pid = os.posix_spawn("/bin/sh", ["sh", "-c", "kill -9 $$"], os.environ)
got, status = os.wait()
print(got == pid, os.WIFSIGNALED(status), os.WTERMSIG(status), os.waitstatus_to_exitcode(status))
pid = os.posix_spawn("/bin/sh", ["sh", "-c", "exit 6"], os.environ)
info = os.waitid(os.P_PID, pid, os.WEXITED)
print(info.si_pid == pid, info.si_status, info.si_code == os.CLD_EXITED, info.si_signo)
for call in [os.wait, lambda: os.waitpid(-1, 0), lambda: os.waitid(os.P_ALL, 0, os.WEXITED)]:
    try:
        call()
    except ChildProcessError as e:
        print(e)
# expect:
# True True 5 5
# True True 9 -9
# True 6 True 17
# [Errno 10] No child processes
# [Errno 10] No child processes
# [Errno 10] No child processes
