import threading

data = threading.local()
try:
    data.__dict__ = {}
except AttributeError as error:
    print(error)  # expect: '_thread._local' object attribute '__dict__' is read-only
