def f(a, *, b, c=5):
    return a, b, c
print(f(1, b=2))  # expect: (1, 2, 5)
try:
    f(1, 2)
except TypeError as e:
    print(e)  # expect: f() takes 1 positional argument but 2 were given
try:
    f(1, 2, b=3)
except TypeError as e:
    print(e)  # expect: f() takes 1 positional argument but 2 positional arguments (and 1 keyword-only argument) were given
