def f[T, *Ts, **P](a: T, *args: *Ts): pass
print(f.__type_params__, [type(t).__name__ for t in f.__type_params__])
# expect: (T, Ts, P) ['TypeVar', 'TypeVarTuple', 'ParamSpec']
