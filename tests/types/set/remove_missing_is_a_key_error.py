s = {1}
s.remove("x")  # expect error: KeyError: 'x'
