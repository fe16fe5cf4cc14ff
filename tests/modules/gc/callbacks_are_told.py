import gc

def told(phase, info):
    print(phase, sorted(info), info["generation"])

gc.callbacks.append(told)
a = []
a.append(a)
del a
gc.collect(1)
gc.callbacks.remove(told)
# expect: start ['collected', 'generation', 'uncollectable'] 1
# expect: stop ['collected', 'generation', 'uncollectable'] 1
