def f():
        x = 1
    y = 2

# expect stderr:     y = 2
# expect stderr:          ^
# expect stderr: IndentationError: unindent does not match any outer indentation level
# expect exit: 1
