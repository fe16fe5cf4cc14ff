import os, tempfile, threading

path = os.path.join(tempfile.mkdtemp(), "shared")
with open(path, "w") as file:
    def write(i):
        for n in range(300):
            print(f"{i}:{n:03}" * 20, file=file, flush=n % 50 == 0)
    threads = [threading.Thread(target=write, args=(i,)) for i in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

with open(path) as file:
    text = file.read()
print(len(text) == 4 * 300 * (5 * 20 + 1), text.count("\n"))  # expect: True 1200
os.remove(path)
os.rmdir(os.path.dirname(path))
