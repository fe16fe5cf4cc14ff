import gc, weakref

def make():
    class Local:
        def outer(self):
            return self.inner()

        def inner(self):
            return __class__

    assert Local().outer() is Local
    return weakref.ref(Local)

ref = make()
gc.collect()
print(ref())  # expect: None
