class C:
    def __del__(self): print("gone")
c = C()
d = c
del c
print("still one")
del d
print("after")
# expect:
# still one
# gone
# after
