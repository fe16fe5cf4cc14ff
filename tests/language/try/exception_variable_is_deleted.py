try:
    raise ValueError
except ValueError as e:
    pass
try:
    e
except NameError as err:
    print(err)  # expect: name 'e' is not defined
def f():
    try:
        raise ValueError
    except ValueError as x:
        del x
    return "fine"
print(f())  # expect: fine
