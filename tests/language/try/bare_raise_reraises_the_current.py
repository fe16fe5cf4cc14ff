def f():
    raise
try:
    try:
        raise ValueError("original")
    except ValueError as e:
        first = e
        f()
except ValueError as e:
    print(e is first)  # expect: True
try:
    raise
except RuntimeError as e:
    print(e)  # expect: No active exception to reraise
