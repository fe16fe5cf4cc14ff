try:
    1 / 0
except ZeroDivisionError as e:
    pass
e  # expect error: NameError: name 'e' is not defined
