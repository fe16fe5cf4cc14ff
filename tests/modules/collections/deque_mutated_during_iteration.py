from collections import deque
d = deque([1, 2])
for x in d:  # expect error: RuntimeError: deque mutated during iteration
    d.append(x)
