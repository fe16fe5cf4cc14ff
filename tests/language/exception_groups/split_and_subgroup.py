g = ExceptionGroup("a", [ValueError(1), ExceptionGroup("b", [KeyError(2)])])
match, rest = g.split(ValueError)
print(repr(match), repr(rest), sep="\n")
print(g.split(OSError)[0], g.subgroup(OSError), g.subgroup(ExceptionGroup) is g)
print(repr(g.subgroup(lambda e: isinstance(e, KeyError))))
print(repr(g.subgroup((KeyError, ValueError))))
# expect:
# ExceptionGroup('a', [ValueError(1)])
# ExceptionGroup('a', [ExceptionGroup('b', [KeyError(2)])])
# None None True
# ExceptionGroup('a', [ExceptionGroup('b', [KeyError(2)])])
# ExceptionGroup('a', [ValueError(1), ExceptionGroup('b', [KeyError(2)])])
