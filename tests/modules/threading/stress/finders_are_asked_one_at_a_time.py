import _imp, sys, threading, time

class Finder:
    calls = inside = 0
    overlaps = held = True

    def find_spec(self, name, path=None, target=None):
        if not name.startswith("no_such_module"):
            return None
        Finder.calls += 1
        Finder.inside += 1
        Finder.overlaps = Finder.overlaps and Finder.inside == 1
        Finder.held = Finder.held and _imp.lock_held()
        time.sleep(0.001)
        Finder.inside -= 1

sys.meta_path.insert(0, Finder())

def work(i):
    for n in range(3):
        try:
            __import__(f"no_such_module_{i}_{n}")
        except ImportError:
            pass

threads = [threading.Thread(target=work, args=(i,)) for i in range(5)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(Finder.calls, Finder.overlaps, Finder.held, _imp.lock_held())  # expect: 15 True True False
