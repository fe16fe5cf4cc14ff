import threading, time

def work():
    time.sleep(0.02)
    print("thread ends")  # expect: thread ends

threading.Thread(target=work).start()
raise ValueError("main")  # expect error: ValueError: main
