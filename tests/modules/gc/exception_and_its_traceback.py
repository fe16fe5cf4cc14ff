import gc, weakref

class Mark:
    pass

def fail():
    mark = Mark()
    try:
        raise ValueError
    except ValueError as e:
        kept = e
        kept.self = kept
    return weakref.ref(mark)

ref = fail()
gc.collect()
print(ref())  # expect: None
