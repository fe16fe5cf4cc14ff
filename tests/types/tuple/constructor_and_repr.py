print((), (1,), (1, 2), tuple(), tuple("ab"), tuple([1]), 1, )  # expect: () (1,) (1, 2) () ('a', 'b') (1,) 1
t = 1, 2
print(t, type(t).__name__)  # expect: (1, 2) tuple
try:
    tuple(5)
except TypeError as e:
    print(e)  # expect: 'int' object is not iterable
