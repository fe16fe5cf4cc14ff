try:
    raise ValueError from KeyError
except ValueError as e:
    print(repr(e.__cause__))  # expect: KeyError()
try:
    raise ValueError from 5
except TypeError as e:
    print(e)  # expect: exception causes must derive from BaseException
