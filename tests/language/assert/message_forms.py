for src in ("assert 0", "assert [], 'why'", "assert 0, (1, 2)", "assert 1, 'no'"):
    try:
        exec(src)
        print("passed")
    except AssertionError as e:
        print(repr(e), repr(str(e)))
# expect:
# AssertionError() ''
# AssertionError('why') 'why'
# AssertionError((1, 2)) '(1, 2)'
# passed
