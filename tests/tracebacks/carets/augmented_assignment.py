total = "1"
total += 2

# expect stderr: Traceback (most recent call last):
# expect stderr:     total += 2
# expect stderr: TypeError: can only concatenate str (not "int") to str
# expect exit: 1
