class C:
    def __eq__(self, o): return True
print(C.__hash__)  # expect: None
try:
    hash(C())
except TypeError as e:
    print(e)  # expect: unhashable type: 'C'
class D(C):
    __hash__ = object.__hash__
print(isinstance(hash(D()), int))  # expect: True
