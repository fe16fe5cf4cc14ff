import subprocess

script = "yes; echo $? >&2"
child = subprocess.Popen(["sh", "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
child.stdout.read(1)
child.stdout.close()
print(child.stderr.read().strip())  # expect: 141
child.wait()
child.stderr.close()
