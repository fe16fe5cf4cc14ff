print(sum([1, 2, 3]), sum([], 5), sum([0.1] * 3))  # expect: 6 5 0.30000000000000004
print(sum([[1], [2]], []), sum((1, 2), start=10), sum([True, True]))  # expect: [1, 2] 13 2
print(sum([1, 2.5]))  # expect: 3.5
def error(f):
    try:
        f()
    except TypeError as e:
        return str(e)
print(error(lambda: sum(["a", "b"])))  # expect: unsupported operand type(s) for +: 'int' and 'str'
print(error(lambda: sum(["a"], "")))  # expect: sum() can't sum strings [use ''.join(seq) instead]
print(error(lambda: sum([b"a"], b"")))  # expect: sum() can't sum bytes [use b''.join(seq) instead]
print(error(lambda: sum(5)))  # expect: 'int' object is not iterable
print(error(lambda: sum([[1]])))  # expect: unsupported operand type(s) for +: 'int' and 'list'
