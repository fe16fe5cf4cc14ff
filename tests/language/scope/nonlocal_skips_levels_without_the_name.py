def f():
    x = 1
    def g():
        def h():
            nonlocal x
            x = 5
        h()
    g()
    return x
print(f())  # expect: 5
