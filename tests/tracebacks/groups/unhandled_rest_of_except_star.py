try:
    raise ExceptionGroup("mixed", [ValueError("v"), TypeError("t")])
except* ValueError as g:
    print("handled", g.exceptions)

# expect:
# handled (ValueError('v'),)

# expect stderr:   + Exception Group Traceback (most recent call last):
# expect stderr:   |     raise ExceptionGroup("mixed", [ValueError("v"), TypeError("t")])
# expect stderr:   | ExceptionGroup: mixed (1 sub-exception)
# expect stderr:   +-+---------------- 1 ----------------
# expect stderr:     | TypeError: t
# expect stderr:     +------------------------------------
# expect exit: 1
