print("ab" + "cd", "ab" * 3, 3 * "xy", repr("ab" * 0), repr("ab" * -1))  # expect: abcd ababab xyxyxy '' ''
def error(f):
    try:
        f()
    except TypeError as e:
        return str(e)
print(error(lambda: "a" + 1))  # expect: can only concatenate str (not "int") to str
print(error(lambda: 1 + "a"))  # expect: unsupported operand type(s) for +: 'int' and 'str'
print(error(lambda: "a" * "b"))  # expect: can't multiply sequence by non-int of type 'str'
print(error(lambda: "a" + b"b"))  # expect: can only concatenate str (not "bytes") to str
