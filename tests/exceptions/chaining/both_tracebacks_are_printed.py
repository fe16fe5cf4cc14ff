try:
    1 / 0
except ZeroDivisionError as z:
    raise ValueError("v") from z
# expect stderr: ZeroDivisionError: division by zero
# expect stderr: The above exception was the direct cause of the following exception:
# expect stderr: ValueError: v
# expect exit: 1
