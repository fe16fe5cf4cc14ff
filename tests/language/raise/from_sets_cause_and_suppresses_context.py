try:
    try:
        raise KeyError("low")
    except KeyError as e:
        raise ValueError("high") from e
except ValueError as e:
    print(repr(e.__cause__), e.__cause__ is e.__context__, e.__suppress_context__)  # expect: KeyError('low') True True
