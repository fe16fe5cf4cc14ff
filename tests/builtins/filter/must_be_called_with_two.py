filter(None)  # expect error: TypeError: filter expected 2 arguments, got 1
