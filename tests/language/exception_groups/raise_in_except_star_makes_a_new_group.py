try:
    try:
        raise ExceptionGroup("g", [ValueError(1), KeyError(2), OSError(3)])
    except* ValueError:
        raise TypeError("new")
    except* KeyError:
        raise
except ExceptionGroup as e:
    print(repr(e))  # expect: ExceptionGroup('', [TypeError('new'), ExceptionGroup('g', [KeyError(2), OSError(3)])])
    print(repr(e.exceptions[0].__context__))  # expect: ExceptionGroup('g', [ValueError(1)])
