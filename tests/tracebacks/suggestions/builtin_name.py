for i in rnage(3):
    pass

# expect stderr: Traceback (most recent call last):
# expect stderr:     for i in rnage(3):
# expect stderr:              ^^^^^
# expect stderr: NameError: name 'rnage' is not defined. Did you mean: 'range'?
# expect exit: 1
