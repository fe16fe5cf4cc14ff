# only taipan: virtual time
import threading
import time

event = threading.Event()
threading.Timer(600, event.set).start()
print(event.wait(1000), time.monotonic())  # expect: True 600.0
