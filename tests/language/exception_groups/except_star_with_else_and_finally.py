def f(exc):
    try:
        if exc: raise exc
    except* (ValueError, KeyError) as e:
        print("star", repr(e))
    else:
        print("else")
    finally:
        print("finally")
f(None)
f(ExceptionGroup("g", [KeyError(1), ValueError(2)]))
# expect:
# else
# finally
# star ExceptionGroup('g', [KeyError(1), ValueError(2)])
# finally
