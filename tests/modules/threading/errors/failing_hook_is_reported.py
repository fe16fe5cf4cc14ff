import threading

def hook(args):
    raise RuntimeError("hook failed")

threading.excepthook = hook
thread = threading.Thread(target=lambda: 1 / 0)
thread.start()
thread.join()

# expect stderr: Exception in threading.excepthook:
# expect stderr: RuntimeError: hook failed
