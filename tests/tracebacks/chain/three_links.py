def first():
    raise ValueError("first")

def second():
    try:
        first()
    except ValueError as e:
        raise TypeError("second") from e

try:
    second()
except TypeError:
    raise RuntimeError("third")

# expect stderr: Traceback (most recent call last):
# expect stderr:     first()
# expect stderr:     ~~~~~^^
# expect stderr:     raise ValueError("first")
# expect stderr: ValueError: first
# expect stderr: The above exception was the direct cause of the following exception:
# expect stderr: Traceback (most recent call last):
# expect stderr:     second()
# expect stderr:     ~~~~~~^^
# expect stderr:     raise TypeError("second") from e
# expect stderr: TypeError: second
# expect stderr: During handling of the above exception, another exception occurred:
# expect stderr: Traceback (most recent call last):
# expect stderr:     raise RuntimeError("third")
# expect stderr: RuntimeError: third
# expect exit: 1
