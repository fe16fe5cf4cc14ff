def member():
    try:
        try:
            raise KeyError("cause")
        except KeyError as e:
            raise ValueError("member") from e
    except ValueError as e:
        return e

raise ExceptionGroup("group", [member()])

# expect stderr:   + Exception Group Traceback (most recent call last):
# expect stderr:   |     raise ExceptionGroup("group", [member()])
# expect stderr:   | ExceptionGroup: group (1 sub-exception)
# expect stderr:   +-+---------------- 1 ----------------
# expect stderr:     | Traceback (most recent call last):
# expect stderr:     |     raise KeyError("cause")
# expect stderr:     | KeyError: 'cause'
# expect stderr:     | The above exception was the direct cause of the following exception:
# expect stderr:     | Traceback (most recent call last):
# expect stderr:     |     raise ValueError("member") from e
# expect stderr:     | ValueError: member
# expect stderr:     +------------------------------------
# expect exit: 1
