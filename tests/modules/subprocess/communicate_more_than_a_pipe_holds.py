import subprocess

child = subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
data = b"0123456789" * 100_000
out, _ = child.communicate(data)
print(out == data)  # expect: True
