import gc

def work():
    try:
        me = yield
        yield
    finally:
        print("closed", me is not None)

g = work()
next(g)
g.send(g)
del g
gc.collect()
# expect: closed True
