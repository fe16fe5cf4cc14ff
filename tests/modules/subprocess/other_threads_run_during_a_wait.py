import subprocess
import threading

child = subprocess.Popen(["cat"], stdin=subprocess.PIPE)
waiter = threading.Thread(target=child.wait)
waiter.start()
# The wait holds no lock: this goes on, and ends it.
child.stdin.close()
waiter.join()
print(child.returncode)  # expect: 0
