def f():
    x = 1
    del x
    return x
try:
    f()
except UnboundLocalError as e:
    print(e)  # expect: cannot access local variable 'x' where it is not associated with a value
try:
    del never
except NameError as e:
    print(e)  # expect: name 'never' is not defined
