for exc in (KeyError("k"), ValueError("v"), IndexError("i")):
    try:
        raise exc
    except (KeyError, ValueError) as e:
        print("tuple", repr(e))
    except LookupError as e:
        print("lookup", repr(e))

# expect:
# tuple KeyError('k')
# tuple ValueError('v')
# lookup IndexError('i')
