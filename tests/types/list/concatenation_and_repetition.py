print([1] + [2, 3], [0] * 3, 2 * ["a", "b"], [1] * 0, [1] * -5)  # expect: [1, 2, 3] [0, 0, 0] ['a', 'b', 'a', 'b'] [] []
def error(f):
    try:
        f()
    except TypeError as e:
        return str(e)
print(error(lambda: [1] + (2,)))  # expect: can only concatenate list (not "tuple") to list
print(error(lambda: [1] + 1))  # expect: can only concatenate list (not "int") to list
print(error(lambda: [1] * [2]))  # expect: can't multiply sequence by non-int of type 'list'
print(error(lambda: [1] - [1]))  # expect: unsupported operand type(s) for -: 'list' and 'list'
