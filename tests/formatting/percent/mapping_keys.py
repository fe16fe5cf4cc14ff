print("%(a)s-%(b)03d-%(a)r" % {"a": "x", "b": 7})  # expect: x-007-'x'
print("%(a b)s" % {"a b": 1}, "%(x)s%%" % {"x": 5, "unused": 0})  # expect: 1 5%
