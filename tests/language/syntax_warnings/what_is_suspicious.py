import warnings

def check(text):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        compile(text, "<t>", "exec")
    print(text, "|", *[f"{w.lineno}: {w.message}" for w in caught])

check("x is not ()")
check("x is None")
check("b'\\777'")
check("(1, 2)['a']")
check("'a'[:1]")
check("{1}[0]")
check("(lambda: 1)[0]")
check("f'{x}'()")
# expect:
# x is not () | 1: "is not" with 'tuple' literal. Did you mean "!="?
# x is None |
# b'\777' | 1: invalid octal escape sequence '\777'
# (1, 2)['a'] | 1: tuple indices must be integers or slices, not str; perhaps you missed a comma?
# 'a'[:1] |
# {1}[0] | 1: 'set' object is not subscriptable; perhaps you missed a comma?
# (lambda: 1)[0] | 1: 'function' object is not subscriptable; perhaps you missed a comma?
# f'{x}'() | 1: 'str' object is not callable; perhaps you missed a comma?
