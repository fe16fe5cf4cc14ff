import os, tempfile, threading

path = os.path.join(tempfile.mkdtemp(), "shared")

with open(path, "wb", buffering=64) as file:
    def write(i):
        for n in range(100):
            file.write(b"%d:%03d\n" % (i, n))
    threads = [threading.Thread(target=write, args=(i,)) for i in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

lines = []
with open(path, "rb", buffering=64) as file:
    def read():
        while line := file.readline():
            lines.append(line)
    threads = [threading.Thread(target=read) for i in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
print(sorted(lines) == sorted(b"%d:%03d\n" % (i, n) for i in range(4) for n in range(100)))  # expect: True
os.remove(path)
os.rmdir(os.path.dirname(path))
