def connect(host, timeout=1):
    pass

connect("h", timeuot=2)

# expect stderr: Traceback (most recent call last):
# expect stderr:     connect("h", timeuot=2)
# expect stderr:     ~~~~~~~^^^^^^^^^^^^^^^^
# expect stderr: TypeError: connect() got an unexpected keyword argument 'timeuot'. Did you mean 'timeout'?
# expect exit: 1
