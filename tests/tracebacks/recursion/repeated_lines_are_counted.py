def down(n):
    return down(n + 1)

down(0)

# expect stderr: Traceback (most recent call last):
# expect stderr:     down(0)
# expect stderr:     ~~~~^^^
# expect stderr:     return down(n + 1)
# expect stderr:     return down(n + 1)
# expect stderr:     return down(n + 1)
# expect stderr:   [Previous line repeated 996 more times]
# expect stderr: RecursionError: maximum recursion depth exceeded
# expect exit: 1
