from contextlib import ExitStack
with ExitStack() as s:
    s.push(lambda t, v, tb: True)
    raise ValueError("gone")
try:
    with ExitStack() as s:
        s.callback(lambda: 1 / 0)
        raise ValueError("first")
except ZeroDivisionError as e:
    print(repr(e), repr(e.__context__))  # expect: ZeroDivisionError('division by zero') ValueError('first')
