print("before")  # expect: before
try:
    raise OSError(2, "No such file") # expect error: FileNotFoundError: [Errno 2] No such file
finally:
    print("finally runs")  # expect: finally runs
