def error(f):
    try:
        f()
    except TypeError as e:
        return str(e)
n = 5
print(error(lambda: n()))  # expect: 'int' object is not callable
print(error(lambda: n[0]))  # expect: 'int' object is not subscriptable
print(error(lambda: len(n)))  # expect: object of type 'int' has no len()
print(error(lambda: list(n)))  # expect: 'int' object is not iterable
print(error(lambda: 1 in n))  # expect: argument of type 'int' is not iterable
