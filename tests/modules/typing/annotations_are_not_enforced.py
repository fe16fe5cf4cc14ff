def f(x: int) -> str: return x
n: int = "text"
undefined_value: str
print(f([1]), n, __annotations__)  # expect: [1] text {'n': <class 'int'>, 'undefined_value': <class 'str'>}
