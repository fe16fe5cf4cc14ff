def error(f):
    try:
        f()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
n = None
print(error(lambda: n < 1))  # expect: TypeError: '<' not supported between instances of 'NoneType' and 'int'
print(error(lambda: n + 1))  # expect: TypeError: unsupported operand type(s) for +: 'NoneType' and 'int'
print(error(lambda: n()))  # expect: TypeError: 'NoneType' object is not callable
print(error(lambda: n[0]))  # expect: TypeError: 'NoneType' object is not subscriptable
print(error(lambda: len(n)))  # expect: TypeError: object of type 'NoneType' has no len()
