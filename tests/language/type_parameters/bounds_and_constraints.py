def f[T: (int, str), U: list[int], D = bool](a: T): pass
t, u, d = f.__type_params__
print(t.__constraints__, t.__bound__, u.__bound__, u.__constraints__, d.__default__, d.has_default())
# expect: (<class 'int'>, <class 'str'>) None list[int] () <class 'bool'> True
