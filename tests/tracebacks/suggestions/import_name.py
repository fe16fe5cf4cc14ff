from sys import argvv

# expect stderr: Traceback (most recent call last):
# expect stderr:     from sys import argvv
# expect stderr: ImportError: cannot import name 'argvv' from 'sys' (unknown location). Did you mean: 'argv'?
# expect exit: 1
