assert not True  # expect error: AssertionError
