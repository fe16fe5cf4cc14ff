class Box:
    def __getitem__(self, k): return k
    def __setitem__(self, k, v): print("set", k, v)
    def __delitem__(self, k): print("del", k)
b = Box()
print(b[1], b[1, 2], b[1:2], b[::3, ...], b[()])
b["k"] = 5
del b[-1]
# expect:
# 1 (1, 2) slice(1, 2, None) (slice(None, None, 3), Ellipsis) ()
# set k 5
# del -1
