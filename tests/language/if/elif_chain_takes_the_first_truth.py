def t(x):
    print("test", repr(x))
    return x
if t(0): print("a")
elif t(""): print("b")
elif t(3): print("c")
elif t(4): print("d")
else: print("e")
# expect:
# test 0
# test ''
# test 3
# c
