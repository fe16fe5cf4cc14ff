try:
    try:
        raise KeyError("low")
    except KeyError:
        raise ValueError("high") from None
except ValueError as e:
    print(e.__cause__, repr(e.__context__), e.__suppress_context__)  # expect: None KeyError('low') True
