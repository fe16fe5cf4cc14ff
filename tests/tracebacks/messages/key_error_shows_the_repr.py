raise KeyError("a\nb")

# expect stderr: Traceback (most recent call last):
# expect stderr:     raise KeyError("a\nb")
# expect stderr: KeyError: 'a\nb'
# expect exit: 1
