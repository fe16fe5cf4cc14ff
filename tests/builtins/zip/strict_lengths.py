print(list(zip([1], [2], strict=True)))  # expect: [(1, 2)]
def error(f):
    try:
        f()
    except ValueError as e:
        return str(e)
print(error(lambda: list(zip([1, 2], [1], strict=True))))  # expect: zip() argument 2 is shorter than argument 1
print(error(lambda: list(zip([1], [1, 2], strict=True))))  # expect: zip() argument 2 is longer than argument 1
print(error(lambda: list(zip([1], [1], [], strict=True))))  # expect: zip() argument 3 is shorter than arguments 1-2
print(error(lambda: list(zip([1], [1], [1, 2], strict=True))))  # expect: zip() argument 3 is longer than arguments 1-2
