class C:
    k = 1
c = C()
for name in ("k", "z"):
    try:
        delattr(c, name)
    except AttributeError as e:
        print(e)
# expect:
# 'C' object has no attribute 'k'
# 'C' object has no attribute 'z'
