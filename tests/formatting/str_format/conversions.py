print("{!r} {!s} {!a}".format("é", "é", "é"))  # expect: 'é' é '\xe9'
print("{0!r:>6}|".format("a"), "{x!r}".format(x=[1]))  # expect:    'a'| [1]
