import os, no_such_module_here

# expect stderr: Traceback (most recent call last):
# expect stderr:     import os, no_such_module_here
# expect stderr: ModuleNotFoundError: No module named 'no_such_module_here'
# expect exit: 1
