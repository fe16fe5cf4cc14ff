try:
    raise ValueError("naked")
except* ValueError as e:
    print(repr(e))  # expect: ExceptionGroup('', (ValueError('naked'),))
try:
    try:
        raise KeyError("other")
    except* ValueError:
        print("never")
except KeyError as e:
    print(repr(e))  # expect: KeyError('other')
