print("before")  # expect: before
raise KeyboardInterrupt

# expect exit: -2
