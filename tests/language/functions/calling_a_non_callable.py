for x in (3, "s", None, [1]):
    try:
        x()
    except TypeError as e:
        print(e)
# expect:
# 'int' object is not callable
# 'str' object is not callable
# 'NoneType' object is not callable
# 'list' object is not callable
