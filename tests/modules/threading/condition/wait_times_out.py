import threading

condition = threading.Condition()
with condition:
    print(condition.wait(timeout=0.02))  # expect: False
try:
    condition.notify()
except RuntimeError as error:
    print(error)  # expect: cannot notify on un-acquired lock
