def none(): pass
def one(a): pass
def some(a, b=1): pass
def kwonly(a, *, k=1): pass
for call in (lambda: none(1), lambda: one(1, 2), lambda: some(1, 2, 3), lambda: kwonly(1, 2, k=3)):
    try:
        call()
    except TypeError as e:
        print(e)
# expect:
# none() takes 0 positional arguments but 1 was given
# one() takes 1 positional argument but 2 were given
# some() takes from 1 to 2 positional arguments but 3 were given
# kwonly() takes 1 positional argument but 2 positional arguments (and 1 keyword-only argument) were given
