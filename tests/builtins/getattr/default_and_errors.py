class A:
    x = 1
print(getattr(A, "x"), getattr(A(), "y", "none"), getattr("abc", "upper")())  # expect: 1 none ABC
def error(f):
    try:
        f()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
print(error(lambda: getattr(A(), "y")))  # expect: AttributeError: 'A' object has no attribute 'y'
print(error(lambda: getattr(A, "y")))  # expect: AttributeError: type object 'A' has no attribute 'y'
print(error(lambda: getattr(A(), 5)))  # expect: TypeError: attribute name must be string, not 'int'
