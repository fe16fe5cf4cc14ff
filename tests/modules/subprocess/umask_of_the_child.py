import os
import subprocess

before = os.umask(0o022)
print(subprocess.check_output("umask", shell=True, umask=0o077))  # expect: b'0077\n'
print(oct(os.umask(before)))  # expect: 0o22
