def error(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

def f(): pass
def g(a, *, b): pass
print(error(lambda: f(1, p=2)))  # expect: TypeError: f() got an unexpected keyword argument 'p'
print(error(lambda: g(1, 2, c=3)))  # expect: TypeError: g() got an unexpected keyword argument 'c'
# expect: TypeError: g() takes 1 positional argument but 2 positional arguments (and 1 keyword-only argument) were given
print(error(lambda: g(1, 2, b=3)))
