try:
    try:
        1 / 0
    except ZeroDivisionError as z:
        raise ValueError("v") from z
except ValueError as e:
    print(repr(e.__cause__), repr(e.__context__), e.__suppress_context__)  # expect: ZeroDivisionError('division by zero') ZeroDivisionError('division by zero') True
try:
    try:
        {}["k"]
    except KeyError:
        raise TypeError("t")
except TypeError as e:
    print(repr(e.__cause__), repr(e.__context__), e.__suppress_context__)  # expect: None KeyError('k') False
