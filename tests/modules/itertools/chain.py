from itertools import chain
print(list(chain("ab", [1], ())))  # expect: ['a', 'b', 1]
print(list(chain.from_iterable(["ab", "c"])), list(chain()))  # expect: ['a', 'b', 'c'] []
c = chain([1], [2])
print(next(c), list(c))  # expect: 1 [2]
list(chain([1], 5))  # expect error: TypeError: 'int' object is not iterable
