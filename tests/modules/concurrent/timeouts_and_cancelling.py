from concurrent.futures import ThreadPoolExecutor, CancelledError
import threading

release = threading.Event()
with ThreadPoolExecutor(1) as pool:
    running, waiting = pool.submit(release.wait), pool.submit(print, "never")
    try:
        running.result(timeout=0.02)
    except TimeoutError:
        print("not yet")  # expect: not yet
    print(running.cancel(), waiting.cancel())  # expect: False True
    release.set()
try:
    waiting.result()
except CancelledError:
    print("cancelled")  # expect: cancelled
