class D:
    def __set__(self, obj, v): pass
class C:
    d = D()
try:
    del C().d
except AttributeError as e:
    print(e)  # expect: __delete__
