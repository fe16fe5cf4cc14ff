import os
import subprocess

read, write = os.pipe()
script = f"echo hello >&{write}"
print(os.get_inheritable(write))  # expect: False
os.set_inheritable(write, True)
print(os.get_inheritable(write))  # expect: True
done = subprocess.run(script, shell=True, stderr=subprocess.DEVNULL)
print(done.returncode != 0)  # expect: True
print(subprocess.run(script, shell=True, close_fds=False).returncode)  # expect: 0
print(os.read(read, 100))  # expect: b'hello\n'
