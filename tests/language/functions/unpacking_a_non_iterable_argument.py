def f(*a, **k): pass
try:
    f(*3)
except TypeError as e:
    print(e)  # expect: __main__.f() argument after * must be an iterable, not int
try:
    f(**[1])
except TypeError as e:
    print(e)  # expect: __main__.f() argument after ** must be a mapping, not list
try:
    f(**{1: 2})
except TypeError as e:
    print(e)  # expect: keywords must be strings
