import gc
import os
import subprocess
import warnings

warnings.simplefilter("error")
before = len(os.listdir("/proc/self/fd"))
for _ in range(20):
    try:
        subprocess.Popen(["/no/such/program"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    except FileNotFoundError:
        pass
gc.collect()
print(len(os.listdir("/proc/self/fd")) == before)  # expect: True
try:
    os.waitpid(-1, os.WNOHANG)
except ChildProcessError as e:
    print(e)  # expect: [Errno 10] No child processes
