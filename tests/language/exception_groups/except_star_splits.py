try:
    raise ExceptionGroup("g", [ValueError(1), KeyError(2), ValueError(3)])
except* ValueError as e:
    print(repr(e))  # expect: ExceptionGroup('g', [ValueError(1), ValueError(3)])
except* KeyError as e:
    print(repr(e))  # expect: ExceptionGroup('g', [KeyError(2)])
