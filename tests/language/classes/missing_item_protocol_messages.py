class C: pass
c = C()
def get(): c[0]
def put(): c[0] = 1
def rem(): del c[0]
for f in (get, put, rem):
    try:
        f()
    except TypeError as e:
        print(e)
# expect:
# 'C' object is not subscriptable
# 'C' object does not support item assignment
# 'C' object doesn't support item deletion
