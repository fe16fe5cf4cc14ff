print("%s and %r" % ("é", "é"), "%a" % "é", "%s" % [1], "%s" % None, "100%%" % ())  # expect: é and 'é' '\xe9' [1] None 100%
