try:
    raise ExceptionGroup("g", [KeyError(1), IndexError(2), OSError(3)])
except* LookupError as e:
    print([repr(x) for x in e.exceptions])  # expect: ['KeyError(1)', 'IndexError(2)']
except* KeyError:
    print("never")
except* Exception as e:
    print([repr(x) for x in e.exceptions])  # expect: ['OSError(3)']
