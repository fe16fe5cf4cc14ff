print(dict(), dict(a=1, b=2), dict([("x", 1), ["y", 2]]))  # expect: {} {'a': 1, 'b': 2} {'x': 1, 'y': 2}
print(dict({"k": 1}, z=3), dict(zip("ab", [1, 2])))  # expect: {'k': 1, 'z': 3} {'a': 1, 'b': 2}
print({**{"a": 1}, "b": 2, **{"a": 3}})  # expect: {'a': 3, 'b': 2}
def error(f):
    try:
        f()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
print(error(lambda: dict(5)))  # expect: TypeError: 'int' object is not iterable
print(error(lambda: dict([1])))  # expect: TypeError: cannot convert dictionary update sequence element #0 to a sequence
print(error(lambda: dict([(1, 2, 3)])))  # expect: ValueError: dictionary update sequence element #0 has length 3; 2 is required
print(error(lambda: dict(["abc"])))  # expect: ValueError: dictionary update sequence element #0 has length 3; 2 is required
print(error(lambda: dict(1, 2)))  # expect: TypeError: dict expected at most 1 argument, got 2
