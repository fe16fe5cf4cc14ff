def down(n):
    if n == 0:
        raise ValueError("bottom")
    down(n - 1)

down(3)

# expect stderr: Traceback (most recent call last):
# expect stderr:     down(3)
# expect stderr:     ~~~~^^^
# expect stderr:     down(n - 1)
# expect stderr:     ~~~~^^^^^^^
# expect stderr:     down(n - 1)
# expect stderr:     ~~~~^^^^^^^
# expect stderr:     down(n - 1)
# expect stderr:     ~~~~^^^^^^^
# expect stderr:     raise ValueError("bottom")
# expect stderr: ValueError: bottom
# expect exit: 1
