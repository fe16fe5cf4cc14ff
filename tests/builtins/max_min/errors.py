def error(f):
    try:
        f()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
print(error(lambda: max([])))  # expect: ValueError: max() iterable argument is empty
print(error(lambda: min(())))  # expect: ValueError: min() iterable argument is empty
print(error(lambda: max(5)))  # expect: TypeError: 'int' object is not iterable
print(error(lambda: max(1, "a")))  # expect: TypeError: '>' not supported between instances of 'str' and 'int'
print(error(lambda: max()))  # expect: TypeError: max expected at least 1 argument, got 0
print(error(lambda: max(1, 2, default=3)))  # expect: TypeError: Cannot specify a default for max() with multiple positional arguments
