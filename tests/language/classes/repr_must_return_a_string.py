class C:
    def __repr__(self): return 1
class D:
    def __str__(self): return None
for f, x in ((repr, C()), (str, D())):
    try:
        f(x)
    except TypeError as e:
        print(e)
# expect:
# __repr__ returned non-string (type int)
# __str__ returned non-string (type NoneType)
