import os

read, write = os.pipe()
spare = os.dup(read)
os.close(spare)
print(os.dup2(read, spare) == spare)  # expect: True
os.write(write, b"x")
print(os.read(spare, 1))  # expect: b'x'
# Onto one that is open as well.
null = os.open(os.devnull, os.O_RDONLY)
os.dup2(null, spare)
print(os.read(spare, 1))  # expect: b''
