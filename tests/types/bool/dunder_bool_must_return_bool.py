class A:
    def __bool__(self):
        return 1
try:
    bool(A())
except TypeError as e:
    print(e)  # expect: __bool__ should return bool, returned int
class B:
    def __len__(self):
        return -1
try:
    bool(B())
except ValueError as e:
    print(e)  # expect: __len__() should return >= 0
