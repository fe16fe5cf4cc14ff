raise ExceptionGroup("outer", [
    ValueError(1),
    ExceptionGroup("inner", [TypeError(2), OSError(3)]),
])

# expect stderr:   + Exception Group Traceback (most recent call last):
# expect stderr:   |     raise ExceptionGroup("outer", [
# expect stderr:   |     ...<2 lines>...
# expect stderr:   |     ])
# expect stderr:   | ExceptionGroup: outer (2 sub-exceptions)
# expect stderr:   +-+---------------- 1 ----------------
# expect stderr:     | ValueError: 1
# expect stderr:     +---------------- 2 ----------------
# expect stderr:     | ExceptionGroup: inner (2 sub-exceptions)
# expect stderr:     +-+---------------- 1 ----------------
# expect stderr:       | TypeError: 2
# expect stderr:       +---------------- 2 ----------------
# expect stderr:       | OSError: 3
# expect stderr:       +------------------------------------
# expect exit: 1
