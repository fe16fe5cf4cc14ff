b = b"abc"
b[0] = 1  # expect error: TypeError: 'bytes' object does not support item assignment
