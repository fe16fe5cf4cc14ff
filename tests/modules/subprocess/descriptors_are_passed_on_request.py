import os
import subprocess

read, write = os.pipe()
script = f"echo hello >&{write}"
print(subprocess.run(script, shell=True, pass_fds=[write]).returncode)  # expect: 0
print(os.read(read, 100))  # expect: b'hello\n'
done = subprocess.run(script, shell=True, stderr=subprocess.DEVNULL)
print(done.returncode != 0)  # expect: True
