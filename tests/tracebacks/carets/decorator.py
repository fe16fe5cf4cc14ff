def deco(f):
    raise TypeError("not today")

@deco
def work():
    pass

# expect stderr: Traceback (most recent call last):
# expect stderr:     @deco
# expect stderr:      ^^^^
# expect stderr:     raise TypeError("not today")
# expect stderr: TypeError: not today
# expect exit: 1
