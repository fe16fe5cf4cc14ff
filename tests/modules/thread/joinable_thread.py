import _thread

results = []
handle = _thread.start_joinable_thread(lambda: results.append(_thread.get_ident()))
handle.join()
print(handle.is_done(), results == [handle.ident])  # expect: True True
try:
    _thread.start_joinable_thread(print, handle=handle)
except RuntimeError as error:
    print(error)  # expect: thread already started
try:
    _thread._ThreadHandle().join()
except RuntimeError as error:
    print(error)  # expect: thread not started
