import sys
print(sys.getsizeof([]) > 0)  # expect: True
print(sys.getsizeof([1] * 100) > sys.getsizeof([]))  # expect: True
print(sys.intern("abc") is sys.intern("abc"))  # expect: True
