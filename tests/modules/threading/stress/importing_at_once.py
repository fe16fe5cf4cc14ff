# Every thread finds the module whole, though it takes its time.
import os, sys, tempfile, threading

folder = tempfile.mkdtemp()
path = os.path.join(folder, "slow_module.py")
with open(path, "w") as file:
    file.write("import time\nloads = []\nloads.append(1)\ntime.sleep(0.05)\ndef answer():\n    return 42\n")
sys.path.insert(0, folder)
sys.dont_write_bytecode = True
results = []

def work():
    import slow_module
    results.append((slow_module.answer(), len(slow_module.loads)))

threads = [threading.Thread(target=work) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(results)  # expect: [(42, 1), (42, 1), (42, 1), (42, 1)]
os.remove(path)
os.rmdir(folder)
