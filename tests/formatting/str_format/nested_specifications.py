print("{:{}}|".format("a", 5))  # expect: a    |
print("{:{fill}{align}{width}}".format("x", fill="*", align="^", width=7))  # expect: ***x***
print("{0:.{1}f}".format(3.14159, 2))  # expect: 3.14
