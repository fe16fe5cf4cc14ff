x = "module"
def f():
    x = "function"
    def g():
        global x
        return x
    return g()
print(f())  # expect: module
