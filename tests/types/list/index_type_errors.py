def error(f):
    try:
        f()
    except TypeError as e:
        return str(e)
a = [1]
print(error(lambda: a["0"]))  # expect: list indices must be integers or slices, not str
print(error(lambda: a[None]))  # expect: list indices must be integers or slices, not NoneType
print(error(lambda: a[0, 1]))  # expect: list indices must be integers or slices, not tuple
print(error(lambda: a["x":]))  # expect: slice indices must be integers or None or have an __index__ method
print(error(lambda: a.__setitem__("0", 1)))  # expect: list indices must be integers or slices, not str
