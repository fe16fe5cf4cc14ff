def f(length):
    return lenght

f(1)

# expect stderr: Traceback (most recent call last):
# expect stderr:     f(1)
# expect stderr:     ~^^^
# expect stderr:     return lenght
# expect stderr:            ^^^^^^
# expect stderr: NameError: name 'lenght' is not defined. Did you mean: 'length'?
# expect exit: 1
