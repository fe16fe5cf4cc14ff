import _thread

done = _thread.allocate_lock()
done.acquire()

def work(a, *, b):
    print(a, b, _thread.get_ident() == ident[0])  # expect: 1 2 True
    done.release()

hold = _thread.allocate_lock()
ident = []
def begin():
    with hold:
        work(1, b=2)
with hold:
    ident.append(_thread.start_new_thread(begin, ()))
done.acquire()
try:
    _thread.start_new_thread(print, [])
except TypeError as error:
    print(error)  # expect: 2nd arg must be a tuple
