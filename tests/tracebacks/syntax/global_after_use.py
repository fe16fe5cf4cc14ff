def f():
    x = 1
    global x

# expect stderr:     global x
# expect stderr:     ^^^^^^^^
# expect stderr: SyntaxError: name 'x' is assigned to before global declaration
# expect exit: 1
