# only taipan: virtual time
import threading
import time

done = []


def work():
    done.append(sum(range(200_000)))


thread = threading.Thread(target=work)
thread.start()
# However long this is, the other thread ends first: the clock does not jump while it runs.
time.sleep(3600)
print(len(done), time.monotonic())  # expect: 1 3600.0
