from sys import no_such_name

# expect stderr: Traceback (most recent call last):
# expect stderr:     from sys import no_such_name
# expect stderr: ImportError: cannot import name 'no_such_name' from 'sys' (unknown location)
# expect exit: 1
