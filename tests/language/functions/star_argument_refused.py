def error(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

import functools
def f(*args): pass
@functools.lru_cache
def cached(*args): pass
@functools.wraps(len)
def like_len(*args): pass
print(error(lambda: f(*1)))  # expect: TypeError: __main__.f() argument after * must be an iterable, not int
print(error(lambda: f(0, *1)))  # expect: TypeError: Value after * must be an iterable, not int
print(error(lambda: f(*1, *[])))  # expect: TypeError: Value after * must be an iterable, not int
print(error(lambda: cached(*1)))  # expect: TypeError: __main__.cached() argument after * must be an iterable, not int
print(error(lambda: like_len(*1)))  # expect: TypeError: len() argument after * must be an iterable, not int
print(error(lambda: [].append(*1)))  # expect: TypeError: list.append() argument after * must be an iterable, not int
print(error(lambda: dict(**1)))  # expect: TypeError: dict() argument after ** must be a mapping, not int
