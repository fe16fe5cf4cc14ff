from itertools import islice
print(list(islice("abcdef", 2)), list(islice("abcdef", 1, 4)))  # expect: ['a', 'b'] ['b', 'c', 'd']
print(list(islice("abcdef", 0, None, 2)), list(islice([1], 5)))  # expect: ['a', 'c', 'e'] [1]
print(list(islice(range(10), 8, None)))  # expect: [8, 9]
it = iter(range(10))
print(list(islice(it, 3)), next(it))  # expect: [0, 1, 2] 3
islice([1], -1)  # expect error: ValueError: Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.
