from collections import deque
d = deque([1, 2, 3])
d.append(4); d.appendleft(0); d.extend([5]); d.extendleft([-1, -2])
print(d, d.pop(), d.popleft(), len(d), d[0], d[-1], d[2])  # expect: deque([-1, 0, 1, 2, 3, 4]) 5 -2 6 -1 4 1
d.clear()
print(d)  # expect: deque([])
d.popleft()  # expect error: IndexError: pop from an empty deque
