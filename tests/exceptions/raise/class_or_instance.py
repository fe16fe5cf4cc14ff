try:
    raise ValueError
except ValueError as e:
    print(repr(e))  # expect: ValueError()
def error(f):
    try:
        f()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
def bad(x): raise x
print(error(lambda: bad("text")))  # expect: TypeError: exceptions must derive from BaseException
print(error(lambda: bad(int)))  # expect: TypeError: exceptions must derive from BaseException
print(error(lambda: bad(None)))  # expect: TypeError: exceptions must derive from BaseException
