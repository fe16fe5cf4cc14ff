def f(fail):
    try:
        print("try")
        if fail:
            raise ValueError
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
