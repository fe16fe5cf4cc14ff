try:
    compile("a = 1\nb = = 2\n", "my.py", "exec")
except SyntaxError as e:
    print(e.filename, e.lineno, e.offset, e.msg)  # expect: my.py 2 5 invalid syntax
