def error(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

class Names(set): pass
class Frozen(frozenset): pass
print(error(Names, 1, 2))  # expect: TypeError: Names expected at most 1 argument, got 2
print(error(Frozen, 1, 2))  # expect: TypeError: Frozen expected at most 1 argument, got 2
print(error(set, 1, 2))  # expect: TypeError: set expected at most 1 argument, got 2
print(error(lambda: Names(x=1)))  # expect: TypeError: set() takes no keyword arguments
