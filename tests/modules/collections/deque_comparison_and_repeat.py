from collections import deque
print(deque([1, 2]) == deque([1, 2]), deque([1]) == [1])  # expect: True False
print(deque([1]) < deque([2]), deque([1]) + deque([2]))  # expect: True deque([1, 2])
print(deque([1, 2]) * 2, deque("ab", maxlen=5))  # expect: deque([1, 2, 1, 2]) deque(['a', 'b'], maxlen=5)
