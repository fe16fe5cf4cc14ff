import sys, threading

seen = []

def work():
    seen.append(sys.exc_info()[0])

try:
    raise ValueError
except ValueError:
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    print(seen, sys.exc_info()[0].__name__)  # expect: [None] ValueError
