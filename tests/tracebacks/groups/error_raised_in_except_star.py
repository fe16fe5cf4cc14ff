try:
    raise ExceptionGroup("eg", [ValueError("v")])
except* ValueError:
    raise RuntimeError("while handling")

# expect stderr:   + Exception Group Traceback (most recent call last):
# expect stderr:   |     raise ExceptionGroup("eg", [ValueError("v")])
# expect stderr:   | ExceptionGroup: eg (1 sub-exception)
# expect stderr:   +-+---------------- 1 ----------------
# expect stderr:     | ValueError: v
# expect stderr:     +------------------------------------
# expect stderr: During handling of the above exception, another exception occurred:
# expect stderr: Traceback (most recent call last):
# expect stderr:     raise RuntimeError("while handling")
# expect stderr: RuntimeError: while handling
# expect exit: 1
