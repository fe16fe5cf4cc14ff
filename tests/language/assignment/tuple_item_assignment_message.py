for v in ((1,), "a", 5, b"a"):
    try:
        v[0] = 1
    except TypeError as e:
        print(e)
# expect:
# 'tuple' object does not support item assignment
# 'str' object does not support item assignment
# 'int' object does not support item assignment
# 'bytes' object does not support item assignment
