try:
    {}["key"]
except KeyError as e:
    raise ValueError("high") from e # expect error: ValueError: high
# expect stderr: Traceback (most recent call last):
# expect stderr:     {}["key"]
# expect stderr:     ~~^^^^^^^
# expect stderr: KeyError: 'key'
# expect stderr: The above exception was the direct cause of the following exception:
# expect stderr: Traceback (most recent call last):
# expect stderr:     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
# expect stderr: ValueError: high
