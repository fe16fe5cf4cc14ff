def error(f):
    try:
        f()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
print(error(lambda: print("a", sep=1)))  # expect: TypeError: sep must be None or a string, not int
print(error(lambda: print("a", end=b"x")))  # expect: TypeError: end must be None or a string, not bytes
print(error(lambda: print("a", colour="red")))  # expect: TypeError: print() got an unexpected keyword argument 'colour'
print(error(lambda: print("a", file=5)))  # expect: AttributeError: 'int' object has no attribute 'write'
