import gc, weakref

def make():
    def countdown(n):
        return n and countdown(n - 1)
    countdown(3)
    return weakref.ref(countdown)

ref = make()
print(ref() is None)  # expect: False
gc.collect()
print(ref() is None)  # expect: True
