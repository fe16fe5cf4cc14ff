class M:
    def __enter__(self): return 1
    def __exit__(self, t, *a): print("exit", t.__name__)  # expect: exit TypeError
try:
    with M() as (a, b):
        print("never")
except TypeError as e:
    print(e)  # expect: cannot unpack non-iterable int object
