kept = None
try:
    raise ValueError("kept")
except ValueError as e:
    kept = e

def later():
    raise kept

later()

# expect stderr: Traceback (most recent call last):
# expect stderr:     later()
# expect stderr:     ~~~~~^^
# expect stderr:     raise kept
# expect stderr:     raise ValueError("kept")
# expect stderr: ValueError: kept
# expect exit: 1
