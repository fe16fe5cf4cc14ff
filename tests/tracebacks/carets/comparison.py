a = [3, "two"]
if a[0] < a[1]:
    pass

# expect stderr: Traceback (most recent call last):
# expect stderr:     if a[0] < a[1]:
# expect stderr:        ^^^^^^^^^^^
# expect stderr: TypeError: '<' not supported between instances of 'int' and 'str'
# expect exit: 1
