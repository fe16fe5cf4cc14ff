m = memoryview(b"abc")
m[0] = 1  # expect error: TypeError: cannot modify read-only memory
