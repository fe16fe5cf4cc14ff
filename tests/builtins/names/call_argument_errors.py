def error(f):
    try:
        f()
    except TypeError as e:
        return str(e)
print(error(lambda: len(1, 2)))  # expect: len() takes exactly one argument (2 given)
print(error(lambda: abs()))  # expect: abs() takes exactly one argument (0 given)
print(error(lambda: isinstance(1)))  # expect: isinstance expected 2 arguments, got 1
print(error(lambda: chr()))  # expect: chr() takes exactly one argument (0 given)
print(error(lambda: len(obj=[])))  # expect: len() takes no keyword arguments
print(error(lambda: sorted()))  # expect: sorted expected 1 argument, got 0
print(error(lambda: getattr(1)))  # expect: getattr expected at least 2 arguments, got 1
print(error(lambda: divmod(1)))  # expect: divmod expected 2 arguments, got 1
print(error(lambda: enumerate()))  # expect: enumerate() missing required argument 'iterable'
print(error(lambda: iter()))  # expect: iter expected at least 1 argument, got 0
