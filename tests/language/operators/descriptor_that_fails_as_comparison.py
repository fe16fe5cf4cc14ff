def error(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

class Broken:
    @property
    def __lt__(self): raise ValueError("no")
print(error(lambda: Broken() < 3))  # expect: TypeError: '<' not supported between instances of 'Broken' and 'int'
