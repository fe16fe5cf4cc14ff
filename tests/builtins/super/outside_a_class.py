def f():
    super()  # expect error: RuntimeError: super(): no arguments
f()
