def f(err):
    try:
        print("try")
        if err: raise ValueError
    except ValueError:
        print("except")
    else:
        print("else")
    finally:
        print("finally")
f(False)
f(True)
# expect:
# try
# else
# finally
# try
# except
# finally
