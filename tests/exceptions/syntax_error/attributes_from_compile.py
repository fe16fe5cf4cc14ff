try:
    exec("x = (1,\ny = 2", {})
except SyntaxError as e:
    print(e.msg, e.lineno, e.filename, isinstance(e, SyntaxError))  # expect: '(' was never closed 1 <string> True
try:
    exec("if True:\npass")
except IndentationError as e:
    print(e.msg, e.lineno)  # expect: expected an indented block after 'if' statement on line 1 2
try:
    exec("if True:\n\tx=1\n        y=2")
except TabError as e:
    print(e.msg)  # expect: inconsistent use of tabs and spaces in indentation
