try:
    1 / 0
except "ZeroDivisionError":
    pass
# expect stderr: TypeError: catching classes that do not inherit from BaseException is not allowed
# expect exit: 1
