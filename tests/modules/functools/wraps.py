from functools import wraps
def deco(f):
    @wraps(f)
    def wrapper(*args): return f(*args) + 1
    return wrapper
@deco
def double(x):
    "doubles"
    return x * 2
print(double(4), double.__name__, double.__doc__, double.__wrapped__(4))  # expect: 9 double doubles 8
