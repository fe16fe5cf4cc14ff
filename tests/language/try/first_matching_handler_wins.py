for exc in (KeyError("k"), IndexError("i"), ValueError("v"), OSError("o")):
    try:
        raise exc
    except IndexError:
        print("index")
    except (LookupError, ValueError) as e:
        print("tuple", type(e).__name__)
    except:
        print("bare")
# expect:
# tuple KeyError
# index
# tuple ValueError
# bare
