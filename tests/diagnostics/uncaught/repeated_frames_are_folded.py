def f(n):
    if n == 0:
        raise ValueError("bottom") # expect error: ValueError: bottom
    f(n - 1)
f(10)
# expect stderr: Traceback (most recent call last):
# expect stderr:     f(10)
# expect stderr:     ~^^^^
# expect stderr:     f(n - 1)
# expect stderr:     ~^^^^^^^
# expect stderr:     f(n - 1)
# expect stderr:     ~^^^^^^^
# expect stderr:     f(n - 1)
# expect stderr:     ~^^^^^^^
# expect stderr:   [Previous line repeated 7 more times]
# expect stderr:     ^^^^^^^^^^^^^^^^^^^^^^^^^^
# expect stderr: ValueError: bottom
