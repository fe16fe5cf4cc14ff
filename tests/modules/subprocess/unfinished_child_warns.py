import subprocess

child = subprocess.Popen(["sleep", "60"])
other = child.kill
import warnings

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    pid = child.pid
    child.kill()
    del child, other
print([str(w.message).replace(str(pid), "PID") for w in caught])
# expect: ['subprocess PID is still running']
