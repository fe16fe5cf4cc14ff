t = (1, 2)
del t[0]  # expect error: TypeError: 'tuple' object doesn't support item deletion
