import _thread, signal, threading, time

def handler(number, frame):
    print(number, threading.current_thread().name)

signal.signal(signal.SIGINT, handler)
thread = threading.Thread(target=_thread.interrupt_main)
thread.start()
thread.join()
time.sleep(0.01)  # expect: 2 MainThread
signal.signal(signal.SIGINT, signal.SIG_IGN)
_thread.interrupt_main()
time.sleep(0.01)
print("ignored")  # expect: ignored
