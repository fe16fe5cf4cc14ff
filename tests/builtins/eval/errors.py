def error(f):
    try:
        f()
    except Exception as e:
        return type(e).__name__ + ": " + str(e).split(" (")[0]
print(error(lambda: eval("1 +")))  # expect: SyntaxError: invalid syntax
print(error(lambda: eval("undefined_name")))  # expect: NameError: name 'undefined_name' is not defined
print(error(lambda: eval("")))  # expect: SyntaxError: invalid syntax
print(error(lambda: eval("x = 1")))  # expect: SyntaxError: invalid syntax
print(error(lambda: eval(5)))  # expect: TypeError: eval() arg 1 must be a string, bytes or code object
