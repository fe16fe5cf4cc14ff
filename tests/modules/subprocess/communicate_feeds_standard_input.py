import subprocess

child = subprocess.Popen(["tr", "a-z", "A-Z"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
print(child.communicate(b"text"), child.returncode)  # expect: (b'TEXT', None) 0
