def f(a: int, *args: str, k: "quoted" = 1, **kw: float) -> None: pass
print(f.__annotations__)
# expect: {'a': <class 'int'>, 'args': <class 'str'>, 'k': 'quoted', 'kw': <class 'float'>, 'return': None}
