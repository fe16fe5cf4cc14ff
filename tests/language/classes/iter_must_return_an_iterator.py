class Bad:
    def __iter__(self): return 5
class NoIter:
    __iter__ = None
class Nothing: pass
for x in (Bad(), NoIter(), Nothing()):
    try:
        iter(x)
    except TypeError as e:
        print(e)
# expect:
# iter() returned non-iterator of type 'int'
# 'NoIter' object is not iterable
# 'Nothing' object is not iterable
