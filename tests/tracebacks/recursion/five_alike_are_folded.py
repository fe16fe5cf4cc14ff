def down(n):
    if n == 0:
        raise ValueError("bottom")
    down(n - 1)

down(6)

# expect stderr: Traceback (most recent call last):
# expect stderr:     down(6)
# expect stderr:     ~~~~^^^
# expect stderr:     down(n - 1)
# expect stderr:     ~~~~^^^^^^^
# expect stderr:     down(n - 1)
# expect stderr:     ~~~~^^^^^^^
# expect stderr:     down(n - 1)
# expect stderr:     ~~~~^^^^^^^
# expect stderr:   [Previous line repeated 3 more times]
# expect stderr:     raise ValueError("bottom")
# expect stderr: ValueError: bottom
# expect exit: 1
