d = {}
del d["x"]

# expect stderr: Traceback (most recent call last):
# expect stderr:     del d["x"]
# expect stderr:         ~^^^^^
# expect stderr: KeyError: 'x'
# expect exit: 1
