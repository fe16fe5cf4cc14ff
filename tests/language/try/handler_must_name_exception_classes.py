for h in (5, "x", (ValueError, 5), int):
    try:
        try:
            raise ValueError("v")
        except h:
            print("caught by tuple")
    except TypeError as e:
        print(e, "|", repr(e.__context__))
# expect:
# catching classes that do not inherit from BaseException is not allowed | ValueError('v')
# catching classes that do not inherit from BaseException is not allowed | ValueError('v')
# catching classes that do not inherit from BaseException is not allowed | ValueError('v')
# catching classes that do not inherit from BaseException is not allowed | ValueError('v')
