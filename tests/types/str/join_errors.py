def error(f):
    try:
        f()
    except TypeError as e:
        return str(e)
print(error(lambda: ",".join(["a", 1])))  # expect: sequence item 1: expected str instance, int found
print(error(lambda: ",".join([None])))  # expect: sequence item 0: expected str instance, NoneType found
print(error(lambda: ",".join(5)))  # expect: can only join an iterable
print(error(lambda: ",".join(["a", b"b"])))  # expect: sequence item 1: expected str instance, bytes found
