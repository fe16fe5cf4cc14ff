def load():
    raise KeyError("setting")

try:
    load()
except KeyError as e:
    raise RuntimeError("cannot start") from e

# expect stderr: Traceback (most recent call last):
# expect stderr:     load()
# expect stderr:     ~~~~^^
# expect stderr:     raise KeyError("setting")
# expect stderr: KeyError: 'setting'
# expect stderr: The above exception was the direct cause of the following exception:
# expect stderr: Traceback (most recent call last):
# expect stderr:     raise RuntimeError("cannot start") from e
# expect stderr: RuntimeError: cannot start
# expect exit: 1
