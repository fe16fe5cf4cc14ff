class Marker:
    def __mro_entries__(self, bases): return (list,)
class C(Marker()): pass
print(C.__bases__, type(C.__orig_bases__[0]).__name__)  # expect: (<class 'list'>,) Marker
