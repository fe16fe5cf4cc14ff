import atexit

atexit.register(print, "second")

@atexit.register
def bad():
    raise ValueError("in atexit")

print("first")

# expect:
# first
# second

# expect stderr: Traceback (most recent call last):
# expect stderr:     raise ValueError("in atexit")
# expect stderr: ValueError: in atexit
