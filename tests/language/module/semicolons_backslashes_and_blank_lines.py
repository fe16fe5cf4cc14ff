a = 1; b = 2;
c = a + \
    b
if a: print("one line"); print(c)

class C: x = 1; y = 2
def f(): return 1; unreachable = 2
print(C.y, f())
# expect:
# one line
# 3
# 2 1
