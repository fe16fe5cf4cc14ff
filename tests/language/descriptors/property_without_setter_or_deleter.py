class T:
    @property
    def c(self): return 1
    w = property(None, lambda self, v: None)
def put(): T().c = 2
def rem(): del T().c
def get(): T().w
for f in (put, rem, get):
    try:
        f()
    except AttributeError as e:
        print(e)
# expect:
# property 'c' of 'T' object has no setter
# property 'c' of 'T' object has no deleter
# property 'w' of 'T' object has no getter
