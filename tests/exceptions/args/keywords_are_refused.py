ValueError(message="x")  # expect error: TypeError: ValueError() takes no keyword arguments
