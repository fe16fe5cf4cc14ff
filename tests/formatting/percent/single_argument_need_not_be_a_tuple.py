print("%s!" % "hi", "%s" % ((1, 2),), "%d" % True, "%s" % {"a": 1}, "%s" % range(2))  # expect: hi! (1, 2) 1 {'a': 1} range(0, 2)
