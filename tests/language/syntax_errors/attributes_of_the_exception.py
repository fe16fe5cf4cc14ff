try:
    compile("a = 1\nif a:\n    b = = 2\n", "some_file.py", "exec")
except SyntaxError as e:
    print(e.msg)  # expect: invalid syntax
    print(e.filename, e.lineno, e.offset, e.end_lineno, e.end_offset)  # expect: some_file.py 3 9 3 10
    print(repr(e.text))  # expect: '    b = = 2\n'
    print(e)  # expect: invalid syntax (some_file.py, line 3)
    print(issubclass(IndentationError, SyntaxError), issubclass(TabError, IndentationError))  # expect: True True
