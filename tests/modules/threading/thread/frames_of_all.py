import sys, threading

ready, release = threading.Event(), threading.Event()

def wait_here():
    ready.set()
    release.wait()

thread = threading.Thread(target=wait_here)
thread.start()
ready.wait()
frames = sys._current_frames()
print(set(frames) == {thread.ident, threading.get_ident()})  # expect: True
names = set()
frame = frames[thread.ident]
while frame:
    names.add(frame.f_code.co_name)
    frame = frame.f_back
print("wait_here" in names, "<module>" in names)  # expect: True False
release.set()
thread.join()
