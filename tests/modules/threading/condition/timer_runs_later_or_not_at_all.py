import threading

fired = threading.Event()
kept = threading.Timer(0.01, fired.set)
cancelled = threading.Timer(30, print, ["never"])
kept.start()
cancelled.start()
cancelled.cancel()
print(fired.wait(10))  # expect: True
cancelled.join()
