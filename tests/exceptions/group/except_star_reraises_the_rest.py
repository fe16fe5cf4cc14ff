try:
    try:
        raise ExceptionGroup("g", [ValueError(1), KeyError("k")])
    except* ValueError:
        print("handled")  # expect: handled
except ExceptionGroup as e:
    print(repr(e))  # expect: ExceptionGroup('g', [KeyError('k')])
