import subprocess

child = subprocess.Popen(["sleep", "60"])
try:
    child.wait(timeout=0.01)
except subprocess.TimeoutExpired:
    print("still there", child.poll())  # expect: still there None
child.terminate()
print(child.wait(), child.poll())  # expect: -15 -15
child = subprocess.Popen(["sleep", "60"])
child.kill()
print(child.wait())  # expect: -9
child.kill()
