from functools import reduce
print(reduce(lambda a, b: a + b, [1, 2, 3]))  # expect: 6
print(reduce(lambda a, b: a * b, [], 1))  # expect: 1
print(reduce(lambda a, b: b + a, "abc"), reduce(max, [3, 9, 2]))  # expect: cba 9
print(reduce(lambda a, b: a - b, [10, 1, 2], 100))  # expect: 87
reduce(lambda a, b: a, [])  # expect error: TypeError: reduce() of empty iterable with no initial value
