hash(bytearray(b"a"))  # expect error: TypeError: unhashable type: 'bytearray'
