def f():
    return 1
old = f
def f():
    return 2
print(old(), f())  # expect: 1 2
