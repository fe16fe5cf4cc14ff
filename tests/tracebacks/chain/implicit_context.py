try:
    1 / 0
except ZeroDivisionError:
    undefined_name

# expect stderr: Traceback (most recent call last):
# expect stderr:     1 / 0
# expect stderr:     ~~^~~
# expect stderr: ZeroDivisionError: division by zero
# expect stderr: During handling of the above exception, another exception occurred:
# expect stderr: Traceback (most recent call last):
# expect stderr:     undefined_name
# expect stderr: NameError: name 'undefined_name' is not defined
# expect exit: 1
