def f(x):
    match x:
        case []: return "empty"
        case [a]: return ("one", a)
        case a, b: return ("two", a, b)
        case (1, [b, c], _): return ("nested", b, c)
        case _: return "no"
print([f(x) for x in ([], (), [1], (1, 2), [1, (2, 3), 4], [2, (2, 3), 4], range(2))])
# expect: ['empty', 'empty', ('one', 1), ('two', 1, 2), ('nested', 2, 3), 'no', ('two', 0, 1)]
