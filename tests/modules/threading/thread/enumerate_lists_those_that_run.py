import threading

release = threading.Event()
threads = [threading.Thread(target=release.wait, name=f"t{i}") for i in range(3)]
for thread in threads:
    thread.start()
print(threading.active_count(), sorted(t.name for t in threading.enumerate()))  # expect: 4 ['MainThread', 't0', 't1', 't2']
release.set()
for thread in threads:
    thread.join()
print(threading.active_count())  # expect: 1
