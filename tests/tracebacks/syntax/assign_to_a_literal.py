1 = x

# expect stderr:     1 = x
# expect stderr:     ^
# expect stderr: SyntaxError: cannot assign to literal here. Maybe you meant '==' instead of '='?
# expect exit: 1
