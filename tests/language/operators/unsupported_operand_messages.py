import operator as o
for f, a, b in ((o.add, 1, "a"), (o.sub, [], 1), (o.matmul, 1, 2), (o.pow, "a", 2), (o.lshift, 1.0, 1), (o.mod, {}, 3)):
    try:
        f(a, b)
    except TypeError as e:
        print(e)
# expect:
# unsupported operand type(s) for +: 'int' and 'str'
# unsupported operand type(s) for -: 'list' and 'int'
# unsupported operand type(s) for @: 'int' and 'int'
# unsupported operand type(s) for ** or pow(): 'str' and 'int'
# unsupported operand type(s) for <<: 'float' and 'int'
# unsupported operand type(s) for %: 'dict' and 'int'
