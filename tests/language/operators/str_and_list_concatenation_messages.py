for f in (lambda: "a" + 1, lambda: [1] + (2,), lambda: (1,) + [2], lambda: b"a" + "b", lambda: "a" * "b", lambda: [1] * 1.5):
    try:
        f()
    except TypeError as e:
        print(e)
# expect:
# can only concatenate str (not "int") to str
# can only concatenate list (not "tuple") to list
# can only concatenate tuple (not "list") to tuple
# can't concat str to bytes
# can't multiply sequence by non-int of type 'str'
# can't multiply sequence by non-int of type 'float'
