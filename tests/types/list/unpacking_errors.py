def error(f):
    try:
        f()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
def two(x):
    a, b = x
def star(x):
    a, *b, c = x
print(error(lambda: two([1])))  # expect: ValueError: not enough values to unpack (expected 2, got 1)
print(error(lambda: two([])))  # expect: ValueError: not enough values to unpack (expected 2, got 0)
print(error(lambda: two([1, 2, 3])))  # expect: ValueError: too many values to unpack (expected 2)
print(error(lambda: star([1])))  # expect: ValueError: not enough values to unpack (expected at least 2, got 1)
print(error(lambda: two(5)))  # expect: TypeError: cannot unpack non-iterable int object
