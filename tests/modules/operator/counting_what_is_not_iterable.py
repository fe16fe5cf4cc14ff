def error(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

import operator
print(error(operator.countOf, None, 1))  # expect: TypeError: argument of type 'NoneType' is not iterable
print(error(operator.indexOf, 5, 1))  # expect: TypeError: argument of type 'int' is not iterable
print(operator.countOf([1, 2, 1], 1), operator.indexOf([1, 2], 2))  # expect: 2 1
