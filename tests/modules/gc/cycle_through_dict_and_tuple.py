import gc, weakref

class Mark:
    pass

mark = Mark()
d = {}
d["self"] = (1, (mark, d))
ref = weakref.ref(mark)
del mark, d
print(ref() is None)  # expect: False
gc.collect()
print(ref() is None)  # expect: True
