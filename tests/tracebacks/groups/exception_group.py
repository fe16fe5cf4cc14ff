def make(kind, text):
    try:
        raise kind(text)
    except Exception as e:
        return e

raise ExceptionGroup("several", [make(ValueError, "one"), make(KeyError, "two")])

# expect stderr:   + Exception Group Traceback (most recent call last):
# expect stderr:   |     raise ExceptionGroup("several", [make(ValueError, "one"), make(KeyError, "two")])
# expect stderr:   | ExceptionGroup: several (2 sub-exceptions)
# expect stderr:   +-+---------------- 1 ----------------
# expect stderr:     | Traceback (most recent call last):
# expect stderr:     |     raise kind(text)
# expect stderr:     | ValueError: one
# expect stderr:     +---------------- 2 ----------------
# expect stderr:     | Traceback (most recent call last):
# expect stderr:     |     raise kind(text)
# expect stderr:     | KeyError: 'two'
# expect stderr:     +------------------------------------
# expect exit: 1
