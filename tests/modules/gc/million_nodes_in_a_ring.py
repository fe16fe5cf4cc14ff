import gc, weakref

class Mark:
    pass

first = last = []
for _ in range(1_000_000):
    last.append([])
    last = last[0]
mark = Mark()
ref = weakref.ref(mark)
last.append(first)
last.append(mark)
del first, last, mark
gc.collect()
print(ref())  # expect: None
