import atexit, threading, time

def work():
    time.sleep(0.02)
    print("thread ends")

atexit.register(print, "atexit")
threading._register_atexit(print, "threading atexit")
threading.Thread(target=work).start()
print("main ends")

# expect:
# main ends
# threading atexit
# thread ends
# atexit
