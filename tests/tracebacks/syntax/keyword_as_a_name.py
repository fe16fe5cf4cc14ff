class = 1

# expect stderr:     class = 1
# expect stderr:           ^
# expect stderr: SyntaxError: invalid syntax
# expect exit: 1
