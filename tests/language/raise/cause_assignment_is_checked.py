e = ValueError()
e.__cause__ = KeyError("k")
print(repr(e.__cause__), e.__suppress_context__)
for name in ("__cause__", "__context__", "__traceback__"):
    try:
        setattr(e, name, 5)
    except TypeError as err:
        print(err)
# expect:
# KeyError('k') True
# exception cause must be None or derive from BaseException
# exception context must be None or derive from BaseException
# __traceback__ must be a traceback or None
