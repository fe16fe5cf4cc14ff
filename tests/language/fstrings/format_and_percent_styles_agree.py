print("{0} {1!r} {name:>4} {0}".format(1, "b", name="c"))  # expect: 1 'b'    c 1
print("{} {}".format("x", "y"), "{a[k]} {b.real}".format(a={"k": 1}, b=5))  # expect: x y 1 5
print("%s %r %5.2f %-4d| %x %%" % ("s", "r", 2.5, 7, 255), "%(a)s" % {"a": 1})  # expect: s 'r'  2.50 7   | ff % 1
