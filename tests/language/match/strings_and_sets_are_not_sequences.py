def f(x):
    match x:
        case [*_]: return True
    return False
print([f(x) for x in ("ab", b"ab", bytearray(b"ab"), {1}, {1: 2}, iter([]), [1], (1,), range(3))])
# expect: [False, False, False, False, False, False, True, True, True]
