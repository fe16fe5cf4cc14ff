class Has:
    def __contains__(self, x): return x
class Iter:
    def __iter__(self): return iter([1, 2])
class Get:
    def __getitem__(self, i):
        if i > 3: raise IndexError
        return i * 10
print(5 in Has(), 0 in Has(), 0 not in Has())  # expect: True False True
print(2 in Iter(), 3 in Iter())  # expect: True False
print(20 in Get(), 25 in Get())  # expect: True False
try:
    1 in object()
except TypeError as e:
    print(e)  # expect: argument of type 'object' is not iterable
