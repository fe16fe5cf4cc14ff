else:
    pass

# expect stderr:     else:
# expect stderr:     ^^^^
# expect stderr: SyntaxError: invalid syntax
# expect exit: 1
