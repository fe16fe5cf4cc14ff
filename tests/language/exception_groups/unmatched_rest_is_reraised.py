try:
    try:
        raise ExceptionGroup("g", [ValueError(1), OSError(2), KeyError(3)])
    except* KeyError:
        print("key handled")  # expect: key handled
except ExceptionGroup as e:
    print(repr(e))  # expect: ExceptionGroup('g', [ValueError(1), OSError(2)])
