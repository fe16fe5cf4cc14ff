import gc

a = []
a.append(a)
del a
print(gc.collect())  # expect: 1
print(gc.collect())  # expect: 0
