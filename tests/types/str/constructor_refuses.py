def error(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

class Text(str): pass
class Named(str):
    def __init__(self, x=0): pass
print(error(lambda: str(x=1)))  # expect: TypeError: str() got an unexpected keyword argument 'x'
print(error(lambda: Text(x=1)))  # expect: TypeError: str() got an unexpected keyword argument 'x'
print(error(lambda: Named(x=1)))  # expect: TypeError: str() got an unexpected keyword argument 'x'
print(error(lambda: str("a", 1, 2, 3)))  # expect: TypeError: str expected at most 3 arguments, got 4
print(error(lambda: Text("a", 1, 2, 3)))  # expect: TypeError: str() takes at most 3 arguments (4 given)
print(error(lambda: str(b"a", None)))  # expect: TypeError: str() argument 'encoding' must be str, not NoneType
print(error(lambda: Text(b"a", None)))  # expect: TypeError: str() argument 'encoding' must be str, not None
