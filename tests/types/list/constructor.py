print(list(), list("ab"), list(range(3)), list((1, 2)), list({"k": 1}), list([1]))  # expect: [] ['a', 'b'] [0, 1, 2] [1, 2] ['k'] [1]
try:
    list(5)
except TypeError as e:
    print(e)  # expect: 'int' object is not iterable
try:
    list(1, 2)
except TypeError as e:
    print(e)  # expect: list expected at most 1 argument, got 2
