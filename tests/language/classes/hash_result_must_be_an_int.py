class C:
    def __hash__(self): return "x"
try:
    hash(C())
except TypeError as e:
    print(e)  # expect: __hash__ method should return an integer
