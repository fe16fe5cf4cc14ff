def f():
    def g():
        return x
    if False:
        x = 1
    return g
try:
    f()()
except NameError as e:
    print(type(e).__name__, e)
    # expect: NameError cannot access free variable 'x' where it is not associated with a value in enclosing scope
