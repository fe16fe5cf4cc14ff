import gc, weakref

class Mark:
    pass

a = []
t = (a,)
for _ in range(300_000):
    t = (t,)
mark = Mark()
ref = weakref.ref(mark)
a.extend([t, mark])
del a, t, mark
gc.collect()
print(ref())  # expect: None
