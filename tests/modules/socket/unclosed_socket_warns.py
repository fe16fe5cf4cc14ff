import gc
import socket
import warnings

warnings.simplefilter("always")
with warnings.catch_warnings(record=True) as caught:
    s = socket.socket()
    fd = s.fileno()
    del s
    gc.collect()
print([(w.category.__name__, str(w.message).split(" fd")[0]) for w in caught])
# expect: [('ResourceWarning', 'unclosed <socket.socket')]
try:
    socket.socket(fileno=fd)
except OSError as e:
    print(e)  # expect: [Errno 9] Bad file descriptor
