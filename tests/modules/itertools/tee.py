from itertools import tee
a, b, c = tee(iter([1, 2, 3]), 3)
print(next(a), next(a), list(b), list(a), list(c), tee([], 0))  # expect: 1 2 [1, 2, 3] [3] [1, 2, 3] ()
