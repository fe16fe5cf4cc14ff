for v in (1, None):
    try:
        a, b = v
    except TypeError as e:
        print(e)
# expect:
# cannot unpack non-iterable int object
# cannot unpack non-iterable NoneType object
