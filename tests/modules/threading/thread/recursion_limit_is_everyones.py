import sys, threading

ready, changed = threading.Event(), threading.Event()

def deep(n):
    return 0 if n == 0 else 1 + deep(n - 1)

def work():
    ready.set()
    changed.wait()
    print(deep(2000))  # expect: 2000

thread = threading.Thread(target=work)
thread.start()
ready.wait()
sys.setrecursionlimit(3000)
changed.set()
thread.join()
