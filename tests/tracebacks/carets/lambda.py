f = lambda x: x.upper() + 1
print(sorted([1], key=f))

# expect stderr: Traceback (most recent call last):
# expect stderr:     print(sorted([1], key=f))
# expect stderr:           ~~~~~~^^^^^^^^^^^^
# expect stderr:     f = lambda x: x.upper() + 1
# expect stderr:                   ^^^^^^^
# expect stderr: AttributeError: 'int' object has no attribute 'upper'
# expect exit: 1
