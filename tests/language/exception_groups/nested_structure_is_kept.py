g = ExceptionGroup("a", [ValueError(1), ExceptionGroup("b", [KeyError(2), ValueError(3)])])
try:
    raise g
except* KeyError as e:
    print(repr(e))  # expect: ExceptionGroup('a', [ExceptionGroup('b', [KeyError(2)])])
except* ValueError as e:
    print(repr(e))  # expect: ExceptionGroup('a', [ValueError(1), ExceptionGroup('b', [ValueError(3)])])
