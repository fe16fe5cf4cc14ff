try:
    eval("x = 1")
except SyntaxError as e:
    print(e.msg, e.lineno, e.offset, e.filename)  # expect: invalid syntax 1 3 <string>
try:
    eval("")
except SyntaxError as e:
    print(e.msg)  # expect: invalid syntax
try:
    eval(5)
except TypeError as e:
    print(e)  # expect: eval() arg 1 must be a string, bytes or code object
