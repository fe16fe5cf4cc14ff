try:
    import _syntax
except SyntaxError as e:
    print(e.msg, e.lineno, e.filename.endswith("_syntax.py"))  # expect: invalid syntax 2 True
