def f(x):
    if x:
        for i in range(3):
            while True:
                return x[i] + x[i + 1].missing

f([1, 2])

# expect stderr: Traceback (most recent call last):
# expect stderr:     f([1, 2])
# expect stderr:     ~^^^^^^^^
# expect stderr:     return x[i] + x[i + 1].missing
# expect stderr:                   ^^^^^^^^^^^^^^^^
# expect stderr: AttributeError: 'int' object has no attribute 'missing'
# expect exit: 1
