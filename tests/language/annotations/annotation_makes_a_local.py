x = "module"
def f():
    x: int
    return x
try:
    f()
except UnboundLocalError as e:
    print(e)  # expect: cannot access local variable 'x' where it is not associated with a value
