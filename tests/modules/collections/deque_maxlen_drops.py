from collections import deque
d = deque(range(5), maxlen=3)
print(d, d.maxlen)  # expect: deque([2, 3, 4], maxlen=3) 3
d.append(9)
print(d)  # expect: deque([3, 4, 9], maxlen=3)
d.appendleft(0)
print(d, deque([1]).maxlen)  # expect: deque([0, 3, 4], maxlen=3) None
try:
    d.insert(1, 5)
except IndexError as e:
    print(e)  # expect: deque already at its maximum size
