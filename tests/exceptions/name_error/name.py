try:
    missing_name
except NameError as e:
    print(e, e.name)  # expect: name 'missing_name' is not defined missing_name
def f():
    print(x)
    x = 1
try:
    f()
except UnboundLocalError as e:
    print(e, isinstance(e, NameError))  # expect: cannot access local variable 'x' where it is not associated with a value True
def g():
    def h(): return y
    h()
    y = 1
try:
    g()
except NameError as e:
    print(e)  # expect: cannot access free variable 'y' where it is not associated with a value in enclosing scope
