import signal, threading

def work():
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    except ValueError as error:
        print(error)  # expect: signal only works in main thread of the main interpreter

thread = threading.Thread(target=work)
thread.start()
thread.join()
