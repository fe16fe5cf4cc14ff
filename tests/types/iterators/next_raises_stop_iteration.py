it = iter([1])
next(it)
next(it)  # expect error: StopIteration
