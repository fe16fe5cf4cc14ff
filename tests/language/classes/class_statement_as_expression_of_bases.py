def bases(): return [list]
class C(*bases(), **{"metaclass": type}): pass
print(C.__bases__, type(C))  # expect: (<class 'list'>,) <class 'type'>
