import threading, time

def work():
    time.sleep(0.01)
    print("thread ends")

threading.Thread(target=work).start()
print("main ends")

# expect:
# main ends
# thread ends
