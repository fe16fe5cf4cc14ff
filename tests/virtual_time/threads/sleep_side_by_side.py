# only taipan: virtual time
import threading
import time


def sleeper(seconds):
    time.sleep(seconds)
    print(seconds, time.monotonic())


threads = [threading.Thread(target=sleeper, args=(n,)) for n in (30, 10, 20)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
# expect:
# 10 10.0
# 20 20.0
# 30 30.0
