from itertools import accumulate
import operator
print(list(accumulate([1, 2, 3])))  # expect: [1, 3, 6]
print(list(accumulate([1, 2, 3], operator.mul)))  # expect: [1, 2, 6]
print(list(accumulate([1, 2], initial=10)), list(accumulate([])))  # expect: [10, 11, 13] []
print(list(accumulate([3, 1, 4], max)), list(accumulate("abc")))  # expect: [3, 3, 4] ['a', 'ab', 'abc']
