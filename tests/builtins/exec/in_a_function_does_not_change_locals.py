def f():
    x = 1
    exec("x = 2\ny = 3")
    print(x)  # expect: 1
    try:
        y
    except NameError as e:
        print(e)  # expect: name 'y' is not defined
f()
