def error(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

from itertools import islice
# expect: ValueError: Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.
print(error(islice, [1], -2))
# expect: ValueError: Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.
print(error(islice, [1], -1))
# expect: ValueError: Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.
print(error(islice, [1], "a"))
# expect: ValueError: Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.
print(error(islice, [1], 0, -2))
# expect: ValueError: Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.
print(error(islice, [1], -1, 5))
print(error(islice, [1], 0, 1, -2))  # expect: ValueError: Step for islice() must be a positive integer or None.
print(list(islice([1, 2], None)))  # expect: [1, 2]
