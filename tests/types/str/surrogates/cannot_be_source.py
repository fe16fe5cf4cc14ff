for f in (lambda: eval("'\ud800'"), lambda: compile("x = '\ud800'", "f", "exec"), lambda: type("\ud800", (), {})):
    try:
        f()
    except UnicodeEncodeError as e:
        print(e.reason, e.encoding)
# expect: surrogates not allowed utf-8
# expect: surrogates not allowed utf-8
# expect: surrogates not allowed utf-8
