raise ValueError("x") from 5  # expect error: TypeError: exception causes must derive from BaseException
