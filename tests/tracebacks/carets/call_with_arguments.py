def inner(x):
    raise ValueError("bad", x)

def outer(x):
    return [1, inner(x + 1), 3]

outer(1)

# expect stderr: Traceback (most recent call last):
# expect stderr:     outer(1)
# expect stderr:     ~~~~~^^^
# expect stderr:     return [1, inner(x + 1), 3]
# expect stderr:                ~~~~~^^^^^^^
# expect stderr:     raise ValueError("bad", x)
# expect stderr: ValueError: ('bad', 2)
# expect exit: 1
