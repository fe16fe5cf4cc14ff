raise ExceptionGroup("several", [
    ValueError("one"),
    ExceptionGroup("inner", [KeyError("two")]),
])
# expect exit: 1
# expect stderr:   + Exception Group Traceback (most recent call last):
# expect stderr:   |     raise ExceptionGroup("several", [
# expect stderr:   |     ...<2 lines>...
# expect stderr:   |     ])
# expect stderr:   | ExceptionGroup: several (2 sub-exceptions)
# expect stderr:   +-+---------------- 1 ----------------
# expect stderr:     | ValueError: one
# expect stderr:     +---------------- 2 ----------------
# expect stderr:     | ExceptionGroup: inner (1 sub-exception)
# expect stderr:     +-+---------------- 1 ----------------
# expect stderr:       | KeyError: 'two'
# expect stderr:       +------------------------------------
