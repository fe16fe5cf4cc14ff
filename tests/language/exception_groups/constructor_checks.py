for args in (("m",), ("m", []), (1, [ValueError()]), ("m", [5]), ("m", ValueError()), ("m", [KeyboardInterrupt()])):
    try:
        ExceptionGroup(*args)
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
# expect:
# TypeError BaseExceptionGroup.__new__() takes exactly 2 arguments (1 given)
# ValueError second argument (exceptions) must be a non-empty sequence
# TypeError BaseExceptionGroup.__new__() argument 1 must be str, not int
# ValueError Item 0 of second argument (exceptions) is not an exception
# TypeError second argument (exceptions) must be a sequence
# TypeError Cannot nest BaseExceptions in an ExceptionGroup
