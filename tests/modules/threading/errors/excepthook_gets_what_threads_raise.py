import threading

def hook(args):
    print(args.exc_type.__name__, args.exc_value, args.thread.name)

def work():
    raise KeyError("x")

threading.excepthook = hook
thread = threading.Thread(target=work, name="worker")
thread.start()
thread.join()  # expect: KeyError 'x' worker
