def error(f):
    try:
        f()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
print(error(lambda: ExceptionGroup("x", [])))  # expect: ValueError: second argument (exceptions) must be a non-empty sequence
print(error(lambda: ExceptionGroup("x", [5])))  # expect: ValueError: Item 0 of second argument (exceptions) is not an exception
print(error(lambda: ExceptionGroup("x", 5)))  # expect: TypeError: second argument (exceptions) must be a sequence
print(error(lambda: ExceptionGroup(5, [ValueError()])))  # expect: TypeError: BaseExceptionGroup.__new__() argument 1 must be str, not int
print(error(lambda: ExceptionGroup("x", [KeyboardInterrupt()])))  # expect: TypeError: Cannot nest BaseExceptions in an ExceptionGroup
print(error(lambda: ExceptionGroup("x")))  # expect: TypeError: BaseExceptionGroup.__new__() takes exactly 2 arguments (1 given)
